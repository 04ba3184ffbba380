package dev.perennial.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Writes the manual and the completions of shells, where packages have them below {@code share/}. Run by the build. */
final class Pages {
    private Pages() {}

    /** @param args the directory that stands for {@code share/} */
    public static void main(String[] args) throws IOException {
        write(Path.of(args[0]));
    }

    static void write(Path share) throws IOException {
        List<Catalogue.Page> pages = Catalogue.pages();
        for (Catalogue.Page page : pages) {
            if (page.path().chars().filter(c -> c == ' ').count() < 2) {
                List<Catalogue.Page> below = pages.stream()
                        .filter(other -> other.path().startsWith(page.path() + " "))
                        .toList();
                String name = page.slug().isEmpty() ? "perennial.1" : "perennial-" + page.slug() + ".1";
                write(share.resolve("man/man1").resolve(name), ManPage.of(page, below));
            }
        }
        Completions completions = new Completions();
        write(share.resolve("bash-completion/completions/perennial"), completions.bash());
        write(share.resolve("zsh/site-functions/_perennial"), completions.zsh());
        write(share.resolve("fish/vendor_completions.d/perennial.fish"), completions.fish());
    }

    private static void write(Path file, String text) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }
}
