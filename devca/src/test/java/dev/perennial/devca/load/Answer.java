package dev.perennial.devca.load;

/** What a server said, as far as a client under load looks at it; headers that are missing are empty. */
record Answer(int status, String location, String nonce, String body) {

    /** The first member of this name whose value is a string, at any depth, or nothing. */
    String member(String name) {
        return member(body, name);
    }

    static String member(String json, String name) {
        int at = json.indexOf('"' + name + '"');
        if (at < 0) {
            return "";
        }
        int from = json.indexOf('"', json.indexOf(':', at + name.length() + 2)) + 1;
        return json.substring(from, json.indexOf('"', from));
    }

    /** The innermost object that holds this text. */
    String objectWith(String text) {
        int at = body.indexOf(text);
        if (at < 0) {
            throw new IllegalStateException(text + " is not in " + body);
        }
        return body.substring(body.lastIndexOf('{', at), body.indexOf('}', at) + 1);
    }
}
