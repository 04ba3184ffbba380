package dev.perennial.acme.crypto;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** One pass over a PEM text; lines end with CR, LF or both (RFC 7468 §3). */
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
        int begin = lineStart;
        String label = label(BEGIN);
        int bodyStart = next;
        List<String> headers = nextLine() && contains(':') ? headers() : List.of();
        if (headers.isEmpty()) {
            next = bodyStart;
        }
        PemBody body = new PemBody(text, next);
        next = body.end();
        nextLine();
        if (!body.isBase64()) {
            throw new PemException("the " + label + " block that begins in line " + number(begin) + " is not base64");
        }
        if (!startsWith(END)) {
            throw new PemException("the " + label + " block that begins in line " + number(begin) + " does not end");
        }
        if (!label(END).equals(label)) {
            throw new PemException("line " + number(lineStart) + ": ends another block than the " + label
                    + " begun in line " + number(begin));
        }
        return new Pem.Block(label, headers, body.octets());
    }

    /** Reads header lines up to the empty line that ends them (RFC 1421 §4.4). */
    private List<String> headers() throws PemException {
        List<String> headers = new ArrayList<>(2);
        do {
            if (headers.size() == MAX_HEADERS) {
                throw new PemException(
                        "line " + number(lineStart) + ": more than " + MAX_HEADERS + " headers in a PEM block");
            }
            headers.add(Pem.decode(text, lineStart, lineEnd).strip());
        } while (nextLine() && contains(':'));
        if (!isBlank()) {
            throw new PemException(
                    "line " + number(lineStart) + ": an empty line must follow the headers of a PEM block");
        }
        return headers;
    }

    private String label(byte[] keyword) throws PemException {
        int stop = lineEnd;
        while (stop > lineStart && PemBody.isSpace(text[stop - 1])) {
            stop--;
        }
        int from = lineStart + keyword.length;
        String name = new String(text, from, stop - from, StandardCharsets.ISO_8859_1);
        if (name.length() < 7 || name.length() > MAX_LABEL + 6 || !name.startsWith(" ") || !name.endsWith("-----")) {
            throw new PemException(
                    "line " + number(lineStart) + ": not a PEM line such as -----BEGIN CERTIFICATE-----");
        }
        String label = name.substring(1, name.length() - 5);
        for (int i = 0; i < label.length(); i++) {
            char c = label.charAt(i);
            if (c < ' ' || c > '~' || c == '-') {
                throw new PemException("line " + number(lineStart) + ": not a PEM label");
            }
        }
        return label;
    }

    private boolean nextLine() {
        lineStart = Math.min(next, text.length);
        lineEnd = lineStart;
        if (next >= text.length) {
            return false;
        }
        if (next == 0 && startsWithAt(BYTE_ORDER_MARK, 0, text.length)) {
            lineStart = BYTE_ORDER_MARK.length;
        }
        lineEnd = lineStart;
        while (lineEnd < text.length && text[lineEnd] != '\n' && text[lineEnd] != '\r') {
            lineEnd++;
        }
        boolean both = lineEnd + 1 < text.length && text[lineEnd] == '\r' && text[lineEnd + 1] == '\n';
        next = lineEnd + (both ? 2 : 1);
        return true;
    }

    /** The number of the line that starts at an offset; counted only for a message. */
    private int number(int offset) {
        int lines = 1;
        for (int i = 0; i < offset; i++) {
            boolean both = text[i] == '\r' && i + 1 < text.length && text[i + 1] == '\n';
            if (text[i] == '\n' || text[i] == '\r' && !both) {
                lines++;
            }
        }
        return lines;
    }

    private boolean startsWith(byte[] prefix) {
        return startsWithAt(prefix, lineStart, lineEnd);
    }

    private boolean startsWithAt(byte[] prefix, int from, int limit) {
        int stop = from + prefix.length;
        return stop <= limit && Arrays.equals(text, from, stop, prefix, 0, prefix.length);
    }

    private boolean isBlank() {
        for (int i = lineStart; i < lineEnd; i++) {
            if (!PemBody.isSpace(text[i])) {
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
}
