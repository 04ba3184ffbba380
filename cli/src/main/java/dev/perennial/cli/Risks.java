package dev.perennial.cli;

import dev.perennial.keeper.Event;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What endangers certificates though nothing has failed, told once for all that it is the same for. */
final class Risks {
    private static final int FEW = 3;

    private Risks() {}

    static List<Text> lines(List<Event.Risk> risks) {
        Map<String, List<String>> names = new LinkedHashMap<>();
        for (Event.Risk risk : risks) {
            names.computeIfAbsent(risk.text(), text -> new ArrayList<>()).add(risk.name());
        }
        List<Text> lines = new ArrayList<>();
        names.forEach((text, of) -> {
            int more = of.size() - FEW;
            String who = String.join(", ", of.subList(0, Math.min(FEW, of.size())))
                    + (more > 0 ? " and " + more + " more" : "");
            lines.add(
                    Text.EMPTY.and(Tone.WARN, "at risk: ").and(Tone.STRONG, who).and(": " + text));
        });
        return lines;
    }

    /** The members, with the risks where there are any. */
    static Map<String, Object> with(Map<String, Object> members, List<Event.Risk> risks) {
        if (!risks.isEmpty()) {
            members.put(
                    "risks",
                    risks.stream()
                            .map(risk -> Forms.members("name", risk.name(), "text", risk.text()))
                            .toList());
        }
        return members;
    }
}
