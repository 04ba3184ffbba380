/** What goes over the wire: requests, replies, problems, resources. */
@org.jspecify.annotations.NullMarked
package dev.perennial.devca.wire;
