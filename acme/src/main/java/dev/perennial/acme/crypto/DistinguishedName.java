package dev.perennial.acme.crypto;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/** A Name of X.501: relative names from the root down, each of one or more attributes. */
record DistinguishedName(List<List<Attribute>> relativeNames) {
    private static final String EMAIL = "1.2.840.113549.1.9.1";

    /** RFC 2253 §2.3. */
    private static final Map<String, String> KEYWORDS = Map.of(
            "2.5.4.3", "CN",
            "2.5.4.6", "C",
            "2.5.4.7", "L",
            "2.5.4.8", "ST",
            "2.5.4.9", "STREET",
            "2.5.4.10", "O",
            "2.5.4.11", "OU",
            "0.9.2342.19200300.100.1.25", "DC",
            "0.9.2342.19200300.100.1.1", "UID");

    private static final Map<Integer, Charset> STRINGS = Map.of(
            Der.UTF8_STRING, StandardCharsets.UTF_8,
            Der.PRINTABLE_STRING, StandardCharsets.ISO_8859_1,
            Der.T61_STRING, StandardCharsets.ISO_8859_1,
            Der.IA5_STRING, StandardCharsets.ISO_8859_1,
            Der.BMP_STRING, StandardCharsets.UTF_16BE);

    /**
     * @param oid the type
     * @param element the value, tag and length included
     * @param tag of the value
     */
    record Attribute(String oid, byte[] element, int tag, byte[] content) {
        boolean isText() {
            return STRINGS.containsKey(tag);
        }

        String text() {
            return new String(content, STRINGS.getOrDefault(tag, StandardCharsets.ISO_8859_1));
        }

        /** RFC 2253 §2.4: the text behind a keyword, or the octets in hexadecimal behind an OID. */
        private void appendTo(StringBuilder out) {
            String keyword = KEYWORDS.get(oid);
            if (keyword == null || !isText()) {
                out.append(keyword == null ? oid : keyword).append("=#");
                out.append(HexFormat.of().formatHex(element));
            } else {
                out.append(keyword).append('=');
                escape(text(), out);
            }
        }
    }

    static DistinguishedName read(DerReader name) throws PemException {
        List<List<Attribute>> relativeNames = new ArrayList<>(4);
        while (!name.atEnd()) {
            DerReader set = name.enter(Der.SET);
            List<Attribute> attributes = new ArrayList<>(1);
            while (!set.atEnd()) {
                DerReader attribute = set.enter(Der.SEQUENCE);
                String oid = attribute.oid();
                int tag = attribute.tag();
                byte[] element = attribute.element();
                attributes.add(new Attribute(
                        oid, element, tag, DerReader.of(element).enterAny().rest()));
            }
            relativeNames.add(attributes);
        }
        return new DistinguishedName(relativeNames);
    }

    /**
     * The name from the leaf up, as RFC 2253 writes it and {@link javax.security.auth.x500.X500Principal#getName} does;
     * control characters are escaped too.
     */
    String rfc2253() {
        StringBuilder out = new StringBuilder();
        for (int i = relativeNames.size() - 1; i >= 0; i--) {
            String separator = out.isEmpty() ? "" : ",";
            for (Attribute attribute : relativeNames.get(i)) {
                out.append(separator);
                attribute.appendTo(out);
                separator = "+";
            }
        }
        return out.toString();
    }

    String commonName() {
        return first("2.5.4.3");
    }

    String organization() {
        return first("2.5.4.10");
    }

    void addEmails(List<String> emails) {
        for (List<Attribute> attributes : relativeNames) {
            for (Attribute attribute : attributes) {
                if (attribute.oid.equals(EMAIL) && attribute.isText()) {
                    AlternativeNames.addEmail(attribute.text(), emails);
                }
            }
        }
    }

    /** The most specific attribute of a type, or empty. */
    private String first(String oid) {
        for (int i = relativeNames.size() - 1; i >= 0; i--) {
            for (Attribute attribute : relativeNames.get(i)) {
                if (attribute.oid.equals(oid) && attribute.isText()) {
                    return printable(attribute.text());
                }
            }
        }
        return "";
    }

    /** The text without what would confuse a terminal. */
    static String printable(String text) {
        if (text.chars().noneMatch(DistinguishedName::isUnprintable)) {
            return text;
        }
        StringBuilder out = new StringBuilder();
        text.chars().forEach(c -> out.append(isUnprintable(c) ? '\uFFFD' : (char) c));
        return out.toString();
    }

    private static void escape(String text, StringBuilder out) {
        int first = 0;
        int last = text.length() - 1;
        while (first <= last && text.charAt(first) == ' ') {
            first++;
        }
        while (last >= first && text.charAt(last) == ' ') {
            last--;
        }
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean edge = c == ' ' && (i < first || i > last);
            if (isUnprintable(c)) {
                for (byte octet : String.valueOf(c).getBytes(StandardCharsets.UTF_8)) {
                    out.append('\\').append(HexFormat.of().toHexDigits(octet));
                }
                continue;
            }
            if (edge || ",=+<>#;\"\\".indexOf(c) >= 0) {
                out.append('\\');
            }
            out.append(c);
        }
    }

    private static boolean isUnprintable(int c) {
        return Character.isISOControl(c) || Character.getType(c) == Character.FORMAT;
    }
}
