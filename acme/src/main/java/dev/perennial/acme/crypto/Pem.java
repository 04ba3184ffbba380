package dev.perennial.acme.crypto;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;

/**
 * The textual encoding of RFC 7468: text before the first block, and the blocks. Parsing is linear in the size of the
 * text; explanatory text between blocks is dropped.
 *
 * @param preamble everything before the first line that starts with {@code -----BEGIN}, line ends as found; read as UTF-8,
 *     or as ISO 8859-1 where it is none
 */
public record Pem(String preamble, List<Block> blocks) {
    private static final Base64.Encoder LINES = Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII));

    public Pem {
        blocks = List.copyOf(blocks);
    }

    /**
     * @param label such as {@code CERTIFICATE}
     * @param headers RFC 1421 headers inside the block ({@code Proc-Type}, {@code DEK-Info}), a line each
     */
    public record Block(String label, List<String> headers, byte[] der) {
        public Block {
            headers = List.copyOf(headers);
        }
    }

    /**
     * Reads a text; one without any block is all preamble.
     *
     * @throws PemException when a block does not end, is not base64, or there are more than 1000
     */
    public static Pem parse(byte[] text) throws PemException {
        return new PemParser(text).parse();
    }

    /** One block with lines of 64 characters and a line end after the last. */
    public static String encode(String label, byte[] der) {
        return "-----BEGIN " + label + "-----\n" + LINES.encodeToString(der) + (der.length == 0 ? "" : "\n")
                + "-----END " + label + "-----\n";
    }

    static String decode(byte[] text, int from, int to) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(text, from, to - from))
                    .toString();
        } catch (CharacterCodingException e) {
            return new String(text, from, to - from, StandardCharsets.ISO_8859_1);
        }
    }
}
