package dev.perennial.devca.json;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The members of a JSON object with typed access: a member of another type than asked for is malformed, not absent. */
public record Members(Map<String, Object> map) {

    public boolean has(String name) {
        return map.containsKey(name);
    }

    public Set<String> names() {
        return map.keySet();
    }

    public Optional<String> string(String name) {
        return get(name, String.class, "a string");
    }

    public String requiredString(String name) {
        return string(name).orElseThrow(() -> new MalformedJson("member \"" + name + "\" is missing"));
    }

    public boolean flag(String name) {
        return get(name, Boolean.class, "true or false").orElse(false);
    }

    public Optional<Integer> integer(String name) {
        return get(name, BigDecimal.class, "a number").map(number -> toInt(name, number));
    }

    public Optional<Members> object(String name) {
        return get(name, Map.class, "an object").map(Members::of);
    }

    public Optional<List<String>> strings(String name) {
        return get(name, List.class, "an array").map(list -> cast(name, list, String.class, "strings"));
    }

    public Optional<List<Members>> objects(String name) {
        return get(name, List.class, "an array")
                .map(list -> cast(name, list, Map.class, "objects").stream()
                        .map(Members::of)
                        .toList());
    }

    private <T> Optional<T> get(String name, Class<T> type, String called) {
        Object value = map.get(name);
        if (value == null) {
            return Optional.empty();
        }
        if (!type.isInstance(value)) {
            throw new MalformedJson("member \"" + name + "\" is not " + called);
        }
        return Optional.of(type.cast(value));
    }

    private static int toInt(String name, BigDecimal number) {
        // intValueExact of 1e999999999 would first build a number of that many digits.
        if (number.scale() != 0 || number.precision() > 9) {
            throw new MalformedJson("member \"" + name + "\" is not a small integer");
        }
        return number.intValueExact();
    }

    private static <T> List<T> cast(String name, List<?> list, Class<T> type, String called) {
        if (!list.stream().allMatch(type::isInstance)) {
            throw new MalformedJson("member \"" + name + "\" is not an array of " + called);
        }
        return list.stream().map(type::cast).toList();
    }

    @SuppressWarnings("unchecked")
    private static Members of(Map<?, ?> map) {
        return new Members((Map<String, Object>) map);
    }
}
