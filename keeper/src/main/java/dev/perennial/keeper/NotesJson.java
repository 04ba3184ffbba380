package dev.perennial.keeper;

import dev.perennial.acme.json.JsonFormatException;
import dev.perennial.acme.json.JsonObject;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The JSON form of {@link CertificateNotes}; {@code docs/files.md} describes it. */
final class NotesJson {
    private static final int VERSION = 1;
    private static final int MAX_TEXT = 4096;

    private NotesJson() {}

    static Map<String, Object> write(CertificateNotes notes) {
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("version", VERSION);
        notes.order().ifPresent(order -> members.put("order", write(order)));
        members.put("failures", notes.failures());
        notes.lastFailure().ifPresent(text -> members.put("lastFailure", bounded(text)));
        notes.failedAt().ifPresent(at -> members.put("failedAt", at.toString()));
        notes.retryAt().ifPresent(at -> members.put("retryAt", at.toString()));
        notes.window().ifPresent(window -> members.put("window", write(window)));
        notes.revoked()
                .ifPresent(it -> members.put("revoked", Map.of("at", it.at().toString(), "serial", it.serial())));
        notes.undeployed().ifPresent(at -> members.put("undeployed", at.toString()));
        return members;
    }

    /** A note must stay readable, whatever a hundred names have to say. */
    private static String bounded(String text) {
        return text.length() <= MAX_TEXT ? text : text.substring(0, MAX_TEXT - 1) + "…";
    }

    static CertificateNotes read(JsonObject json) throws JsonFormatException {
        Notes.checkVersion(json, VERSION);
        long failures = json.integer("failures").orElse(0L);
        Optional<JsonObject> order = json.object("order");
        Optional<JsonObject> window = json.object("window");
        Optional<JsonObject> revoked = json.object("revoked");
        return new CertificateNotes(
                order.isEmpty() ? Optional.empty() : Optional.of(order(order.get())),
                (int) Math.clamp(failures, 0, Integer.MAX_VALUE),
                json.string("lastFailure"),
                json.instant("failedAt"),
                json.instant("retryAt"),
                window.isEmpty() ? Optional.empty() : Optional.of(window(window.get())),
                revoked.isEmpty() ? Optional.empty() : Optional.of(revoked(revoked.get())),
                json.instant("undeployed"));
    }

    private static CertificateNotes.Revoked revoked(JsonObject json) throws JsonFormatException {
        return new CertificateNotes.Revoked(json.requireInstant("at"), json.requireString("serial"));
    }

    private static Map<String, Object> write(CertificateNotes.PendingOrder order) {
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("directory", order.directory().toString());
        members.put("account", order.account().toString());
        members.put("order", order.order().toString());
        return members;
    }

    private static CertificateNotes.PendingOrder order(JsonObject json) throws JsonFormatException {
        return new CertificateNotes.PendingOrder(
                json.requireUri("directory"), json.requireUri("account"), json.requireUri("order"));
    }

    private static Map<String, Object> write(CertificateNotes.Window window) {
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("directory", window.directory().toString());
        members.put("certId", window.certId());
        members.put("start", window.start().toString());
        members.put("end", window.end().toString());
        members.put("chosen", window.chosen().toString());
        members.put("askAgain", window.askAgain().toString());
        window.explanation().ifPresent(page -> members.put("explanation", page.toString()));
        return members;
    }

    private static CertificateNotes.Window window(JsonObject json) throws JsonFormatException {
        return new CertificateNotes.Window(
                json.requireUri("directory"),
                json.requireString("certId"),
                json.requireInstant("start"),
                json.requireInstant("end"),
                json.requireInstant("chosen"),
                json.requireInstant("askAgain"),
                json.uri("explanation"));
    }
}
