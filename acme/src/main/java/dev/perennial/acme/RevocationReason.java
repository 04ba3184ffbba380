package dev.perennial.acme;

import java.util.Locale;

/** Why a certificate is revoked (RFC 5280 §5.3.1). */
public enum RevocationReason {
    UNSPECIFIED(0, "unspecified"),
    KEY_COMPROMISE(1, "keyCompromise"),
    CA_COMPROMISE(2, "cACompromise"),
    AFFILIATION_CHANGED(3, "affiliationChanged"),
    SUPERSEDED(4, "superseded"),
    CESSATION_OF_OPERATION(5, "cessationOfOperation"),
    CERTIFICATE_HOLD(6, "certificateHold"),
    REMOVE_FROM_CRL(8, "removeFromCRL"),
    PRIVILEGE_WITHDRAWN(9, "privilegeWithdrawn"),
    AA_COMPROMISE(10, "aACompromise");

    private final int code;
    private final String label;

    RevocationReason(int code, String label) {
        this.code = code;
        this.label = label;
    }

    public int code() {
        return code;
    }

    /** The name of RFC 5280, such as {@code keyCompromise}. */
    public String label() {
        return label;
    }

    /** Reads a name, in any case, or a number. */
    public static RevocationReason parse(String text) {
        for (RevocationReason reason : values()) {
            if (reason.label.toLowerCase(Locale.ROOT).equals(text.toLowerCase(Locale.ROOT))
                    || Integer.toString(reason.code).equals(text)) {
                return reason;
            }
        }
        throw new IllegalArgumentException(
                "\"" + ServerText.clean(text, ServerText.MAX_QUOTED) + "\" is not a revocation reason of RFC 5280");
    }
}
