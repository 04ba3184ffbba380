/** End-to-end tests of the command against real peers: Pebble, BIND, nginx, HAProxy and whoever else reads certificates. */
@NullMarked
package dev.perennial.e2e;

import org.jspecify.annotations.NullMarked;
