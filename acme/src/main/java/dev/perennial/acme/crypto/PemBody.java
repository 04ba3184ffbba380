package dev.perennial.acme.crypto;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The base64 of one block, decoded where it lies, up to the next line that starts with a hyphen: in a scan of thousands of
 * files this is where the time goes.
 */
final class PemBody {
    private static final byte WRONG = -1;
    private static final byte SPACE = -2;
    private static final byte PADDING = -3;
    private static final byte[] VALUES = values();

    private final byte[] text;
    private final int end;
    private byte[] octets = new byte[1024];
    private int length;
    private int digits;
    private int padding;
    private boolean wrong;

    PemBody(byte[] text, int start) {
        this.text = text;
        this.end = decode(start);
    }

    /** Where the line begins that ends the block; the length of the text when there is none. */
    int end() {
        return end;
    }

    /** Whether there was nothing but base64 with its right padding (RFC 4648 §4) and white space. */
    boolean isBase64() {
        return !wrong && (digits + padding) % 4 == 0 && padding <= 2;
    }

    byte[] octets() {
        return Arrays.copyOf(octets, length);
    }

    static boolean isSpace(byte octet) {
        return VALUES[octet & 0xFF] == SPACE;
    }

    private int decode(int start) {
        int quantum = 0;
        for (int i = start; i < text.length; i++) {
            byte value = VALUES[text[i] & 0xFF];
            if (value >= 0) {
                quantum = quantum << 6 | value;
                wrong |= padding > 0;
                if (++digits % 4 == 0) {
                    write(quantum, 3);
                }
            } else if (value == PADDING) {
                padding++;
            } else if (value == WRONG) {
                if (text[i] == '-' && (i == start || text[i - 1] == '\n' || text[i - 1] == '\r')) {
                    finish(quantum);
                    return i;
                }
                wrong = true;
            }
        }
        return text.length;
    }

    /** Writes what an incomplete group of four digits holds: two make an octet, three make two. */
    private void finish(int quantum) {
        int rest = digits % 4;
        if (rest > 1) {
            write(quantum << 6 * (4 - rest), rest - 1);
        }
    }

    private void write(int quantum, int count) {
        if (length + 3 > octets.length) {
            octets = Arrays.copyOf(octets, 2 * octets.length);
        }
        octets[length] = (byte) (quantum >> 16);
        octets[length + 1] = (byte) (quantum >> 8);
        octets[length + 2] = (byte) quantum;
        length += count;
    }

    private static byte[] values() {
        byte[] values = new byte[256];
        Arrays.fill(values, WRONG);
        for (int space : new int[] {' ', '\t', '\n', '\r', 0x0B, 0x0C}) {
            values[space] = SPACE;
        }
        values['='] = PADDING;
        byte[] digits =
                "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".getBytes(StandardCharsets.US_ASCII);
        for (byte i = 0; i < digits.length; i++) {
            values[digits[i]] = i;
        }
        return values;
    }
}
