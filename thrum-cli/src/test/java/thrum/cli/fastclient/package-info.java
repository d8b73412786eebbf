/** The native client as a process, against daemons that say whatever a test wants. */
@NullMarked
package thrum.cli.fastclient;

import org.jspecify.annotations.NullMarked;
