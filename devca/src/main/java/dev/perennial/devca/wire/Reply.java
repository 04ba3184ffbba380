package dev.perennial.devca.wire;

import dev.perennial.devca.json.Json;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/**
 * An answer on its way out. It is mutable on purpose: resources make it, the front adds what every answer has, and
 * scenarios bend it. One thread owns it at a time.
 */
public final class Reply {
    private int status;
    private byte[] body;
    private final List<Header> headers = new ArrayList<>();
    private Delivery delivery = Delivery.WHOLE;

    private Reply(int status, byte[] body) {
        this.status = status;
        this.body = body;
    }

    public static Reply empty(int status) {
        return new Reply(status, new byte[0]);
    }

    public static Reply json(int status, Map<String, ?> members) {
        return text(status, "application/json", Json.write(members));
    }

    public static Reply problem(Problem problem) {
        return text(problem.status(), "application/problem+json", Json.write(problem.toJson()));
    }

    public static Reply text(int status, String contentType, String text) {
        return bytes(status, contentType, text.getBytes(StandardCharsets.UTF_8));
    }

    public static Reply bytes(int status, String contentType, byte[] body) {
        return new Reply(status, body.clone()).header("Content-Type", contentType);
    }

    public int status() {
        return status;
    }

    public byte[] body() {
        return body.clone();
    }

    public String text() {
        return new String(body, StandardCharsets.UTF_8);
    }

    public List<Header> headers() {
        return List.copyOf(headers);
    }

    public Optional<String> header(String name) {
        return headers.stream()
                .filter(header -> header.name().equalsIgnoreCase(name))
                .map(Header::value)
                .findFirst();
    }

    public Delivery delivery() {
        return delivery;
    }

    public boolean isJson() {
        return header("Content-Type").filter("application/json"::equals).isPresent();
    }

    /** Adds a header, beside others of its name. */
    public Reply header(String name, String value) {
        headers.add(new Header(name, value));
        return this;
    }

    /** Replaces all headers of this name by one. */
    public Reply setHeader(String name, String value) {
        return withoutHeader(name).header(name, value);
    }

    public Reply withoutHeader(String name) {
        headers.removeIf(header -> header.name().equalsIgnoreCase(name));
        return this;
    }

    public Reply setStatus(int other) {
        status = other;
        return this;
    }

    public Reply setBody(byte[] other) {
        body = other.clone();
        return this;
    }

    public Reply setText(String other) {
        return setBody(other.getBytes(StandardCharsets.UTF_8));
    }

    public Reply setDelivery(Delivery other) {
        delivery = other;
        return this;
    }

    public Reply editText(UnaryOperator<String> edit) {
        return setText(edit.apply(text()));
    }

    /** Changes members of a JSON answer. Answers of other kinds stay as they are. */
    public Reply editJson(Consumer<Map<String, Object>> edit) {
        if (isJson()) {
            Map<String, Object> members = Json.parse(body).map();
            edit.accept(members);
            setText(Json.write(members));
        }
        return this;
    }
}
