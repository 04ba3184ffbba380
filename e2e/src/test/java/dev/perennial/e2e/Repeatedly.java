package dev.perennial.e2e;

import dev.perennial.cli.InProcess;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** Runs the command once for each line of standard input, in this one JVM, and answers with one line each. */
final class Repeatedly {
    private Repeatedly() {}

    /** @param args the user's home directory */
    public static void main(String[] args) throws IOException {
        BufferedReader lines = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            StringWriter said = new StringWriter();
            int code = InProcess.run(Path.of(args[0]), said, said, line.split(" "));
            System.out.println(code + " " + said.toString().replace('\n', ' '));
        }
    }
}
