/** {@link dev.perennial.devca.junit.AcmeServer} puts an ACME server into a JUnit test. */
package dev.perennial.devca.junit;
