package dev.perennial.cli;

import java.util.List;

/** Signs that are not letters, in two alphabets: one for terminals that show Unicode, one for all others. */
record Glyphs(String full, String empty, String done, String failed, String later, String more, List<String> spinner) {
    static final Glyphs UNICODE =
            new Glyphs("▇", "▁", "✓", "✗", "…", "…", List.of("⠋", "⠙", "⠹", "⠸", "⠼", "⠴", "⠦", "⠧", "⠇", "⠏"));
    static final Glyphs ASCII = new Glyphs("#", ".", "+", "!", "~", "..", List.of("|", "/", "-", "\\"));
}
