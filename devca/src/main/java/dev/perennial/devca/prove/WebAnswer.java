package dev.perennial.devca.prove;

import java.util.Optional;

/** What a web server answered to validation. */
record WebAnswer(int status, Optional<String> location, byte[] body) {}
