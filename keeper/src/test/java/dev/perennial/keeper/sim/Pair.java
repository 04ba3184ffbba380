package dev.perennial.keeper.sim;

import dev.perennial.acme.crypto.CertificateFacts;
import dev.perennial.acme.crypto.Pem;
import dev.perennial.acme.crypto.PemException;
import dev.perennial.acme.crypto.PrivateKeys;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.util.Optional;

/**
 * The two files of an entry, as a server would load them.
 *
 * @param header the text before the first block
 * @param leaf absent when there is no block
 * @param fits whether both files can be read and belong together
 */
record Pair(byte[] chain, byte[] key, String header, Optional<CertificateFacts> leaf, boolean readable, boolean fits) {
    private static final byte[] NONE = new byte[0];

    static byte[] content(SimTree tree, java.nio.file.Path file) {
        return tree.node(file).map(SimTree.Node::content).orElse(NONE);
    }

    static Pair read(byte[] chain, byte[] key) {
        String text = new String(chain, StandardCharsets.UTF_8);
        int begin = text.startsWith("-----BEGIN ") ? 0 : text.indexOf("\n-----BEGIN ") + 1;
        String header = begin == 0 && !text.startsWith("-----BEGIN ") ? text : text.substring(0, begin);
        try {
            Pem pem = Pem.parse(chain);
            if (pem.blocks().isEmpty()) {
                return new Pair(chain, key, header, Optional.empty(), true, false);
            }
            byte[] der = pem.blocks().getFirst().der();
            Optional<CertificateFacts> leaf = Optional.of(CertificateFacts.read(der));
            KeyPair pair = PrivateKeys.read(Pem.parse(key), Optional.empty());
            var certificate =
                    CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(der));
            boolean fits = PrivateKeys.matches(pair, certificate.getPublicKey());
            return new Pair(chain, key, header, leaf, true, fits);
        } catch (PemException | CertificateException e) {
            return new Pair(chain, key, header, Optional.empty(), false, false);
        }
    }
}
