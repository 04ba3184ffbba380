package dev.perennial.dns;

/** Lets a person change the records, and tells what to do. */
record ManualChanger(People people) implements TxtChanger {
    @Override
    public String name() {
        return "manual";
    }

    @Override
    public void add(TxtValue txt) {
        people.instruct("create this record, beside others of its name: " + txt);
    }

    @Override
    public void remove(TxtValue txt) {
        people.instruct("this record may be removed again: " + txt);
    }
}
