package dev.perennial.acme.crypto;

import java.util.List;

/**
 * The textual encoding of RFC 7468: text before the first block, and the blocks. Parsing is linear in the size of the
 * text; explanatory text between blocks is dropped.
 *
 * @param preamble everything before the first {@code -----BEGIN}, line ends as found
 */
public record Pem(String preamble, List<Block> blocks) {
    public Pem {
        blocks = List.copyOf(blocks);
    }

    /**
     * @param headers RFC 1421 headers inside the block ({@code Proc-Type}, {@code DEK-Info}), a line each
     */
    public record Block(String label, List<String> headers, byte[] der) {}

    /** @throws PemException when a block does not end, is not base64, or there are more than 1000 */
    public static Pem parse(byte[] text) throws PemException {
        throw new UnsupportedOperationException();
    }

    /** One block with lines of 64 characters and a line end after the last. */
    public static String encode(String label, byte[] der) {
        throw new UnsupportedOperationException();
    }
}
