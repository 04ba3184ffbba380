package dev.perennial.cli;

import java.io.InputStream;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;

/**
 * What the command finds around it; a test passes its own.
 *
 * @param person absent when nobody can be asked
 * @param home the user's home directory
 * @param root whether the user is the system's administrator
 */
record Surroundings(
        Map<String, String> environment,
        InputStream in,
        Screen out,
        Screen err,
        Optional<Person> person,
        Path home,
        boolean root,
        InstantSource time,
        EngineFactory engines) {}
