package dev.perennial.acme.crypto;

import java.math.BigInteger;
import java.util.Arrays;

/**
 * Walks DER (X.690) from element to element without copying. Lengths must be definite and stay inside; whatever the bytes
 * are, every method returns or throws {@link PemException}.
 */
final class DerReader {
    /** What {@link #tag} says at the end. */
    static final int END = -1;

    private final byte[] data;
    private final int end;
    private int position;

    private DerReader(byte[] data, int from, int end) {
        this.data = data;
        this.position = from;
        this.end = end;
    }

    static DerReader of(byte[] data) {
        return new DerReader(data, 0, data.length);
    }

    boolean atEnd() {
        return position >= end;
    }

    /** The tag of the next element, or {@link #END}. */
    int tag() {
        return position < end ? data[position] & 0xFF : END;
    }

    /** Steps into the next element, which must have this tag, and behind it. */
    DerReader enter(int tag) throws PemException {
        if (tag() != tag) {
            throw broken();
        }
        int start = contentStart();
        int stop = contentEnd(start);
        position = stop;
        return new DerReader(data, start, stop);
    }

    /** Steps into the next element, whatever it is, and behind it. */
    DerReader enterAny() throws PemException {
        return enter(tag());
    }

    /** Steps behind the next element, whatever it is. */
    void skip() throws PemException {
        enterAny();
    }

    /** Steps behind the next element if it has this tag. */
    void skipIf(int tag) throws PemException {
        if (tag() == tag) {
            skip();
        }
    }

    /** The content of the next element, which must have this tag. */
    byte[] content(int tag) throws PemException {
        return enter(tag).rest();
    }

    /** The whole next element, tag and length included. */
    byte[] element() throws PemException {
        int start = position;
        skip();
        return Arrays.copyOfRange(data, start, position);
    }

    /** All that is left. */
    byte[] rest() {
        return Arrays.copyOfRange(data, position, end);
    }

    BigInteger integer() throws PemException {
        DerReader content = enter(Der.INTEGER);
        if (content.atEnd()) {
            throw broken();
        }
        return new BigInteger(data, content.position, content.end - content.position);
    }

    /** An integer that is neither negative nor larger than an {@code int} can hold. */
    int smallInteger() throws PemException {
        BigInteger value = integer();
        if (value.signum() < 0 || value.bitLength() > 31) {
            throw broken();
        }
        return value.intValue();
    }

    /** A bit string of whole octets. */
    byte[] bits() throws PemException {
        DerReader content = enter(Der.BIT_STRING);
        if (content.atEnd() || data[content.position] != 0) {
            throw broken();
        }
        content.position++;
        return content.rest();
    }

    /** An object identifier in dotted form. */
    String oid() throws PemException {
        DerReader content = enter(Der.OID);
        StringBuilder dotted = new StringBuilder();
        while (!content.atEnd()) {
            long arc = content.arc();
            if (dotted.isEmpty()) {
                long first = Math.min(arc / 40, 2);
                dotted.append(first).append('.').append(arc - 40 * first);
            } else {
                dotted.append('.').append(arc);
            }
        }
        return dotted.toString();
    }

    private long arc() throws PemException {
        long arc = 0;
        for (int octets = 0; octets < 8 && !atEnd(); octets++) {
            byte octet = data[position++];
            arc = arc << 7 | octet & 0x7F;
            if (octet >= 0) {
                return arc;
            }
        }
        throw broken();
    }

    /** Whether the next element is exactly these bytes; steps nowhere. */
    boolean startsWith(byte[] element) {
        int stop = position + element.length;
        return stop <= end && Arrays.equals(data, position, stop, element, 0, element.length);
    }

    /** The octet at an offset from here; the caller knows that it exists. */
    int octet(int offset) {
        return data[position + offset] & 0xFF;
    }

    int length() {
        return end - position;
    }

    /** Refuses anything after the last element that was expected. */
    void finish() throws PemException {
        if (!atEnd()) {
            throw broken();
        }
    }

    private int contentStart() throws PemException {
        if (position + 1 >= end) {
            throw broken();
        }
        int first = data[position + 1] & 0xFF;
        return position + 2 + (first <= 0x80 ? 0 : first & 0x7F);
    }

    private int contentEnd(int start) throws PemException {
        int length = data[position + 1] & 0xFF;
        if (length >= 0x80) {
            int octets = length & 0x7F;
            if (octets == 0 || octets > 4 || start > end) {
                throw broken();
            }
            length = 0;
            for (int i = start - octets; i < start; i++) {
                length = length << 8 | data[i] & 0xFF;
            }
        }
        if (length < 0 || length > end - start) {
            throw broken();
        }
        return start + length;
    }

    private static PemException broken() {
        return new PemException("not valid DER");
    }
}
