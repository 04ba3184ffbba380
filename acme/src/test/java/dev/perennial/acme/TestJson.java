package dev.perennial.acme;

import com.nimbusds.jose.util.JSONObjectUtils;
import dev.perennial.acme.json.Json;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.NullUnmarked;

/** Changes single members of a right answer, so that it is wrong in one thing only. */
@NullUnmarked
final class TestJson {
    private TestJson() {}

    /** @param changes a JSON object; its {@code null} members are taken away */
    static Transport.Response changed(Transport.Response response, String changes) {
        try {
            Map<String, Object> members =
                    new LinkedHashMap<>(JSONObjectUtils.parse(new String(response.body(), StandardCharsets.UTF_8)));
            JSONObjectUtils.parse(changes).forEach((name, value) -> {
                if (value == null) {
                    members.remove(name);
                } else {
                    members.put(name, value);
                }
            });
            byte[] body = Json.write(members).getBytes(StandardCharsets.UTF_8);
            return new Transport.Response(response.status(), response.headers(), body);
        } catch (ParseException e) {
            throw new AssertionError(e);
        }
    }
}
