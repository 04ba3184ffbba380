package dev.perennial.devca.state;

import java.util.Map;

/** An immutable snapshot of one object, with the form in which the journal keeps it. */
public interface Stored {
    String id();

    /** All that is needed to make the object again, as JSON members. */
    Map<String, Object> toRecord();
}
