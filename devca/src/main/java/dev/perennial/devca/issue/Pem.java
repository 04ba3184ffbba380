package dev.perennial.devca.issue;

import java.util.Base64;

/** PEM as RFC 7468 has it. */
public final class Pem {
    private static final Base64.Encoder LINES = Base64.getMimeEncoder(64, new byte[] {'\n'});

    private Pem() {}

    public static String certificate(byte[] der) {
        return block("CERTIFICATE", der);
    }

    public static String block(String label, byte[] der) {
        return "-----BEGIN " + label + "-----\n" + LINES.encodeToString(der) + "\n-----END " + label + "-----\n";
    }
}
