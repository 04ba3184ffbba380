package dev.perennial.acme.crypto;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;

/** One pass over a PEM text, line by line; lines end with CR, LF or both (RFC 7468 §3). */
final class PemParser {
    private static final int MAX_BLOCKS = 1000;
    private static final int MAX_LABEL = 64;
    private static final int MAX_HEADERS = 20;
    private static final byte[] BEGIN = "-----BEGIN".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] END = "-----END".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] BYTE_ORDER_MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};

    private final byte[] text;
    private int lineStart;
    private int lineEnd;
    private int next;
    private int line;

    PemParser(byte[] text) {
        this.text = text;
    }

    Pem parse() throws PemException {
        List<Pem.Block> blocks = new ArrayList<>(4);
        int preamble = text.length;
        while (nextLine()) {
            if (!startsWith(BEGIN)) {
                continue;
            }
            if (blocks.isEmpty()) {
                preamble = lineStart;
            }
            if (blocks.size() == MAX_BLOCKS) {
                throw new PemException("more than " + MAX_BLOCKS + " PEM blocks");
            }
            blocks.add(block());
        }
        return new Pem(Pem.decode(text, 0, preamble), blocks);
    }

    private Pem.Block block() throws PemException {
        int begin = line;
        String label = label(BEGIN);
        List<String> headers = new ArrayList<>(0);
        byte[] base64 = new byte[256];
        int length = 0;
        boolean first = true;
        while (nextLine()) {
            if (startsWith(END)) {
                if (!label(END).equals(label)) {
                    throw new PemException(
                            "line " + line + ": ends another block than the " + label + " begun in line " + begin);
                }
                return new Pem.Block(label, headers, decoded(label, begin, base64, length));
            }
            if (startsWith(BEGIN)) {
                break;
            }
            if (first && contains(':')) {
                readHeaders(headers);
                first = false;
                continue;
            }
            first = false;
            int room = lineEnd - lineStart;
            if (length + room > base64.length) {
                base64 = Arrays.copyOf(base64, Math.max(2 * base64.length, length + room));
            }
            length = copyDense(base64, length);
        }
        throw new PemException("the " + label + " block that begins in line " + begin + " does not end");
    }

    /** Reads header lines up to the empty line that ends them (RFC 1421 §4.4). */
    private void readHeaders(List<String> headers) throws PemException {
        do {
            if (headers.size() == MAX_HEADERS) {
                throw new PemException("line " + line + ": more than " + MAX_HEADERS + " headers in a PEM block");
            }
            headers.add(Pem.decode(text, lineStart, lineEnd).strip());
        } while (nextLine() && contains(':'));
        if (!isBlank()) {
            throw new PemException("line " + line + ": an empty line must follow the headers of a PEM block");
        }
    }

    private String label(byte[] keyword) throws PemException {
        int stop = lineEnd;
        while (stop > lineStart && isSpace(text[stop - 1])) {
            stop--;
        }
        String name =
                new String(text, lineStart, stop - lineStart, StandardCharsets.ISO_8859_1).substring(keyword.length);
        if (!name.startsWith(" ") || !name.endsWith("-----") || name.length() > MAX_LABEL + 6) {
            throw new PemException("line " + line + ": not a PEM line such as -----BEGIN CERTIFICATE-----");
        }
        String label = name.substring(1, name.length() - 5);
        if (label.isEmpty() || !label.chars().allMatch(c -> c > ' ' && c < 127 && c != '-' || c == ' ')) {
            throw new PemException("line " + line + ": not a PEM label");
        }
        return label;
    }

    private static byte[] decoded(String label, int begin, byte[] base64, int length) throws PemException {
        try {
            if (length % 4 == 0) {
                return Base64.getDecoder().decode(Arrays.copyOf(base64, length));
            }
        } catch (IllegalArgumentException e) {
            // Said below; the decoder's own message would quote the text, which may be a key's.
        }
        throw new PemException("the " + label + " block that begins in line " + begin + " is not base64");
    }

    /** Copies the line without white space and returns the new length. */
    private int copyDense(byte[] target, int length) {
        int to = length;
        for (int i = lineStart; i < lineEnd; i++) {
            if (!isSpace(text[i])) {
                target[to++] = text[i];
            }
        }
        return to;
    }

    private boolean nextLine() {
        if (next >= text.length) {
            lineStart = text.length;
            lineEnd = text.length;
            return false;
        }
        line++;
        lineStart = next;
        lineEnd = lineStart;
        while (lineEnd < text.length && text[lineEnd] != '\n' && text[lineEnd] != '\r') {
            lineEnd++;
        }
        boolean both = lineEnd + 1 < text.length && text[lineEnd] == '\r' && text[lineEnd + 1] == '\n';
        next = lineEnd + (both ? 2 : 1);
        if (line == 1 && startsWith(BYTE_ORDER_MARK)) {
            lineStart += BYTE_ORDER_MARK.length;
        }
        return true;
    }

    private boolean startsWith(byte[] prefix) {
        int stop = lineStart + prefix.length;
        return stop <= lineEnd && Arrays.equals(text, lineStart, stop, prefix, 0, prefix.length);
    }

    private boolean isBlank() {
        for (int i = lineStart; i < lineEnd; i++) {
            if (!isSpace(text[i])) {
                return false;
            }
        }
        return true;
    }

    private boolean contains(char wanted) {
        for (int i = lineStart; i < lineEnd; i++) {
            if (text[i] == wanted) {
                return true;
            }
        }
        return false;
    }

    private static boolean isSpace(byte octet) {
        return octet == ' ' || octet == '\t' || octet == 0x0B || octet == 0x0C;
    }
}
