package dev.perennial.keeper;

import dev.perennial.acme.crypto.CertificateFacts;
import dev.perennial.acme.crypto.Pem;
import dev.perennial.acme.crypto.PemException;
import dev.perennial.acme.crypto.PrivateKeys;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.cert.CertificateEncodingException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** A PEM file as bytes, in two parts that are each kept as they are: the text before the first block, and the blocks. */
final class PemFile {
    /** No chain, key or wish is longer. */
    static final int LIMIT = 1 << 20;

    private static final byte[] BEGIN = "-----BEGIN ".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] END = "-----END ".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] DASHES = "-----".getBytes(StandardCharsets.US_ASCII);
    private static final String CERTIFICATE = "CERTIFICATE";

    private final byte[] bytes;
    private final int blocks;

    PemFile(byte[] bytes) {
        this.bytes = bytes;
        int begin = lineStart(bytes, BEGIN, 0);
        this.blocks = begin < 0 ? bytes.length : begin;
    }

    /** Text and blocks put together. */
    static PemFile of(String preamble, byte[] blocks) {
        return new PemFile(join(preamble.getBytes(StandardCharsets.UTF_8), blocks));
    }

    /** This text before other blocks. */
    PemFile withBlocks(byte[] other) {
        return new PemFile(join(Arrays.copyOf(bytes, blocks), other));
    }

    static byte[] encode(List<X509Certificate> chain) {
        StringBuilder text = new StringBuilder();
        for (X509Certificate certificate : chain) {
            try {
                text.append(Pem.encode(CERTIFICATE, certificate.getEncoded()));
            } catch (CertificateEncodingException e) {
                throw new IllegalArgumentException("a certificate that has no encoding", e);
            }
        }
        return text.toString().getBytes(StandardCharsets.US_ASCII);
    }

    byte[] bytes() {
        return bytes.clone();
    }

    String preamble() {
        return new String(bytes, 0, blocks, StandardCharsets.UTF_8);
    }

    byte[] blocks() {
        return Arrays.copyOfRange(bytes, blocks, bytes.length);
    }

    boolean hasBlocks() {
        return blocks < bytes.length;
    }

    /** How many blocks begin. */
    int begun() {
        int count = 0;
        for (int at = lineStart(bytes, BEGIN, blocks); at >= 0; at = lineStart(bytes, BEGIN, at + 1)) {
            count++;
        }
        return count;
    }

    /** How many blocks end, with a line that is whole. */
    int ended() {
        int count = 0;
        for (int at = lineStart(bytes, END, blocks); at >= 0; at = lineStart(bytes, END, at + 1)) {
            count += endsWithDashes(at + END.length) ? 1 : 0;
        }
        return count;
    }

    private boolean endsWithDashes(int from) {
        int end = from;
        while (end < bytes.length && bytes[end] != '\n' && bytes[end] != '\r') {
            end++;
        }
        int dashes = end - DASHES.length;
        return dashes >= from && Arrays.equals(bytes, dashes, end, DASHES, 0, DASHES.length);
    }

    /** The first certificate, without looking at what follows it; empty when there are no blocks. */
    Optional<CertificateFacts> leaf() throws PemException {
        if (!hasBlocks()) {
            return Optional.empty();
        }
        int end = lineStart(bytes, END, blocks);
        int next = end < 0 ? -1 : lineStart(bytes, BEGIN, end);
        Pem pem = Pem.parse(Arrays.copyOfRange(bytes, blocks, next < 0 ? bytes.length : next));
        if (pem.blocks().isEmpty() || !pem.blocks().get(0).label().equals(CERTIFICATE)) {
            throw new PemException("the first block is not a certificate");
        }
        return Optional.of(CertificateFacts.read(pem.blocks().get(0).der()));
    }

    List<X509Certificate> certificates() throws PemException {
        List<X509Certificate> certificates = new ArrayList<>();
        try {
            CertificateFactory factory = CertificateFactory.getInstance("X.509");
            for (Pem.Block block : Pem.parse(blocks()).blocks()) {
                if (block.label().equals(CERTIFICATE)) {
                    var der = new ByteArrayInputStream(block.der());
                    certificates.add((X509Certificate) factory.generateCertificate(der));
                }
            }
        } catch (CertificateException e) {
            throw new PemException("a certificate in it is damaged", e);
        }
        return List.copyOf(certificates);
    }

    KeyPair key() throws PemException {
        return PrivateKeys.read(Pem.parse(blocks()), Optional.empty());
    }

    private static byte[] join(byte[] first, byte[] second) {
        byte[] joined = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, joined, first.length, second.length);
        return joined;
    }

    /** Where a line starts with the marker, or -1. */
    private static int lineStart(byte[] text, byte[] marker, int from) {
        for (int i = from; i <= text.length - marker.length; i++) {
            boolean lineStart = i == 0 || text[i - 1] == '\n' || text[i - 1] == '\r';
            if (lineStart && Arrays.equals(text, i, i + marker.length, marker, 0, marker.length)) {
                return i;
            }
        }
        return -1;
    }
}
