/**
 * Running a command line for the fast client: {@code cli.exec} and the frames that follow it. What a command
 * is, the
 * module of the commands says, through {@link thrum.daemon.exec.CommandRunner}.
 */
@NullMarked
package thrum.daemon.exec;

import org.jspecify.annotations.NullMarked;
