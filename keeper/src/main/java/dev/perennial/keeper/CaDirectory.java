package dev.perennial.keeper;

import dev.perennial.acme.crypto.CertificateFacts;
import java.net.URI;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The directory of CAs: the data file {@code ca-directory.json} inside this module. */
public final class CaDirectory {
    private static final String ENDED = "ended";
    private static final String COMMON_NAME = "CN=";
    private static final int LONGEST_URL = 2048;

    private volatile @Nullable List<CertificateAuthority> authorities;

    private CaDirectory() {}

    /** The directory that comes with the product; parsed at first use. */
    public static CaDirectory bundled() {
        return new CaDirectory();
    }

    /** All of them, ended ones too: a certificate may still come from there. */
    public List<CertificateAuthority> authorities() {
        List<CertificateAuthority> present = authorities;
        if (present == null) {
            // Twice at the same time does no harm.
            present = CaDirectoryFile.read();
            authorities = present;
        }
        return present;
    }

    public Optional<CertificateAuthority> byKey(String key) {
        return authorities().stream().filter(ca -> ca.key().equals(key)).findFirst();
    }

    public Optional<CertificateAuthority> byUrl(URI directory) {
        return authorities().stream()
                .filter(ca -> ca.directory().equals(Optional.of(directory)))
                .findFirst();
    }

    /**
     * The CA that a certificate without a header came from, by its issuer. Of the names listed for a CA, those that start
     * with {@code CN=} are the beginning of a common name, others a whole organization name. A certificate that issued
     * itself came from nobody.
     */
    public Optional<CertificateAuthority> byIssuer(CertificateFacts certificate) {
        if (certificate.subjectIsIssuer()) {
            return Optional.empty();
        }
        return authorities().stream()
                .filter(ca -> ca.issuers().stream().anyMatch(issuer -> issued(issuer, certificate)))
                .findFirst();
    }

    /**
     * The directory URL that a wish's {@code ca} means.
     *
     * @throws KeeperException when it is neither a known key nor an https URL, or the CA has ended, or has a URL per
     *     customer
     */
    public URI resolve(String ca) throws KeeperException {
        if (ca.contains(":")) {
            return url(ca);
        }
        CertificateAuthority authority = byKey(ca).orElseThrow(() -> unknown(ca));
        switch (authority.status()) {
            case ENDED ->
                throw new KeeperException(
                        authority.name() + " has ended and issues no certificates any more", "choose another CA");
            case "distrusted", "none" ->
                throw new KeeperException(
                        authority.name() + " offers no certificates that would be of use", "choose another CA");
            default -> {}
        }
        return authority
                .directory()
                .orElseThrow(() -> new KeeperException(
                        authority.name() + " has a directory URL of its own for each customer or installation",
                        "give that URL, such as https://ca.example/acme/directory, in place of " + ca));
    }

    private static URI url(String text) throws KeeperException {
        try {
            URI uri = URI.create(text);
            if ("https".equals(uri.getScheme())
                    && uri.getHost() != null
                    && uri.getUserInfo() == null
                    && uri.getFragment() == null
                    && uri.toString().length() <= LONGEST_URL
                    && uri.toString().chars().allMatch(c -> c < 0x80)) {
                return uri;
            }
        } catch (IllegalArgumentException e) {
            throw new KeeperException(
                    "\"" + Words.printable(text) + "\" is not a URL", "give an https URL or a known CA", e);
        }
        throw new KeeperException(
                "\"" + Words.printable(text) + "\" is not the https URL of a directory",
                "a directory's URL begins with https:// and a host name, and is plain ASCII of at most " + LONGEST_URL
                        + " characters");
    }

    private KeeperException unknown(String ca) {
        String near = authorities().stream()
                .filter(other ->
                        other.directory().isPresent() && !other.status().equals(ENDED))
                .map(CertificateAuthority::key)
                .sorted(Comparator.comparingInt(key -> distance(key, ca.toLowerCase(Locale.ROOT))))
                .limit(3)
                .collect(Collectors.joining(", "));
        return new KeeperException(
                "no CA is known as \"" + Words.printable(ca) + "\"",
                "perhaps you mean one of " + near + "; any other CA is given by its https directory URL");
    }

    private static boolean issued(String issuer, CertificateFacts certificate) {
        return issuer.startsWith(COMMON_NAME)
                ? certificate.issuerCommonName().startsWith(issuer.substring(COMMON_NAME.length()))
                : certificate.issuerOrganization().equals(issuer);
    }

    /** How many letters must change to make one word of the other, by Levenshtein; a word that begins the other is near. */
    private static int distance(String key, String typed) {
        if (!typed.isEmpty() && (key.startsWith(typed) || typed.startsWith(key))) {
            return 0;
        }
        int[] row = new int[key.length() + 1];
        Arrays.setAll(row, i -> i);
        for (int i = 1; i <= Math.min(typed.length(), 80); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= key.length(); j++) {
                int replaced = diagonal + (typed.charAt(i - 1) == key.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(replaced, Math.min(row[j], row[j - 1]) + 1);
            }
        }
        return row[key.length()];
    }
}
