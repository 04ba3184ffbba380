package dev.perennial.devca.json;

/** Text that is not the JSON asked for; the message says why. */
public final class MalformedJson extends RuntimeException {
    private static final long serialVersionUID = 1;

    public MalformedJson(String why) {
        super(why, null, false, false);
    }
}
