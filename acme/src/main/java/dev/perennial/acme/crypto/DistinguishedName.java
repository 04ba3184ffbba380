package dev.perennial.acme.crypto;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/** A Name of X.501: relative names from the root down, each of one or more attributes. */
final class DistinguishedName {
    private static final Type COMMON_NAME = new Type("2.5.4.3", "CN");
    private static final Type ORGANIZATION = new Type("2.5.4.10", "O");
    private static final Type EMAIL = new Type("1.2.840.113549.1.9.1", "");

    /** The keywords of RFC 2253 §2.3, frequent ones first. */
    private static final List<Type> TYPES = List.of(
            COMMON_NAME,
            ORGANIZATION,
            new Type("2.5.4.6", "C"),
            new Type("2.5.4.11", "OU"),
            new Type("2.5.4.8", "ST"),
            new Type("2.5.4.7", "L"),
            EMAIL,
            new Type("2.5.4.9", "STREET"),
            new Type("0.9.2342.19200300.100.1.25", "DC"),
            new Type("0.9.2342.19200300.100.1.1", "UID"));

    private static final Map<Integer, Charset> STRINGS = Map.of(
            Der.UTF8_STRING, StandardCharsets.UTF_8,
            Der.PRINTABLE_STRING, StandardCharsets.ISO_8859_1,
            Der.T61_STRING, StandardCharsets.ISO_8859_1,
            Der.IA5_STRING, StandardCharsets.ISO_8859_1,
            Der.BMP_STRING, StandardCharsets.UTF_16BE);

    /**
     * The type of an attribute.
     *
     * @param keyword empty when RFC 2253 has none
     */
    private record Type(String oid, String keyword, byte[] der) {
        Type(String oid, String keyword) {
            this(oid, keyword, Der.oid(oid));
        }

        static Type read(DerReader attribute) throws PemException {
            for (Type type : TYPES) {
                if (attribute.startsWith(type.der)) {
                    attribute.skip();
                    return type;
                }
            }
            return new Type(attribute.oid(), "", new byte[0]);
        }
    }

    /**
     * One attribute.
     *
     * @param tag of the value
     * @param element the value, tag and length included
     */
    private record Attribute(Type type, int tag, byte[] element, byte[] content) {
        boolean isText() {
            return STRINGS.containsKey(tag);
        }

        String text() {
            return new String(content, STRINGS.getOrDefault(tag, StandardCharsets.ISO_8859_1));
        }

        /** RFC 2253 §2.4: the text behind a keyword, or the octets in hexadecimal. */
        private void appendTo(StringBuilder out) {
            out.append(type.keyword.isEmpty() ? type.oid : type.keyword).append('=');
            if (type.keyword.isEmpty() || !isText()) {
                out.append('#').append(HexFormat.of().formatHex(element));
            } else {
                escape(text(), out);
            }
        }
    }

    private final List<List<Attribute>> relativeNames;

    private DistinguishedName(List<List<Attribute>> relativeNames) {
        this.relativeNames = relativeNames;
    }

    static DistinguishedName read(DerReader name) throws PemException {
        List<List<Attribute>> relativeNames = new ArrayList<>(4);
        while (!name.atEnd()) {
            DerReader set = name.enter(Der.SET);
            List<Attribute> attributes = new ArrayList<>(1);
            while (!set.atEnd()) {
                DerReader attribute = set.enter(Der.SEQUENCE);
                Type type = Type.read(attribute);
                int tag = attribute.tag();
                byte[] element = attribute.element();
                byte[] content = DerReader.of(element).enterAny().rest();
                attributes.add(new Attribute(type, tag, element, content));
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
        return first(COMMON_NAME);
    }

    String organization() {
        return first(ORGANIZATION);
    }

    void addEmails(List<String> emails) {
        for (List<Attribute> attributes : relativeNames) {
            for (Attribute attribute : attributes) {
                if (attribute.type == EMAIL && attribute.isText()) {
                    AlternativeNames.addEmail(attribute.text(), emails);
                }
            }
        }
    }

    /** The most specific attribute of a type, or empty. */
    private String first(Type type) {
        for (int i = relativeNames.size() - 1; i >= 0; i--) {
            for (Attribute attribute : relativeNames.get(i)) {
                if (attribute.type == type && attribute.isText()) {
                    return printable(attribute.text());
                }
            }
        }
        return "";
    }

    /** The text without what would confuse a terminal. */
    static String printable(String text) {
        StringBuilder out = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            out.append(isUnprintable(text.charAt(i)) ? '\uFFFD' : text.charAt(i));
        }
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

    private static boolean isUnprintable(char c) {
        if (c >= ' ' && c <= '~') {
            return false;
        }
        return switch (Character.getType(c)) {
            case Character.CONTROL, Character.FORMAT, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR -> true;
            default -> false;
        };
    }
}
