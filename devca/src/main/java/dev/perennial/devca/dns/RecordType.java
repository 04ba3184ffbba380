package dev.perennial.devca.dns;

/** The kinds of DNS records validation asks for. */
public enum RecordType {
    A,
    AAAA,
    TXT,
    CAA
}
