/*
 * The fast client: hands one command line to the daemon of the repository, which runs the command, and relays
 * its streams, its signals and its exit code (docs/exec.md). Whatever it cannot do itself, it leaves to the
 * launcher of the JVM beside it, with the same arguments: no daemon, another version, a command that must own
 * its process. It knows no command and prints nothing but what breaks in between.
 */
#define _GNU_SOURCE
#ifdef __APPLE__
#define _DARWIN_C_SOURCE
#include <mach-o/dyld.h>
#include <sys/select.h>
#endif
#include <ctype.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <poll.h>
#include <signal.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <time.h>
#include <unistd.h>

#ifndef THRUM_VERSION
#error "THRUM_VERSION says which daemon this client fits"
#endif
#define JVM_LAUNCHER "thrum-jvm"
/* Milliseconds of silence after which the daemon is asked on another connection whether it lives; doubled by each
   answer, up to eight times as long. */
#ifndef SILENCE
#define SILENCE 10000
#endif
/* Milliseconds that it is given to answer that. */
#ifndef PROBE_PATIENCE
#define PROBE_PATIENCE 10000
#endif

enum {
  HEAD = 5,               /* type and length of a frame */
  PAYLOAD = 65536,        /* the longest payload of a frame */
  LINE = 16 * 1024 * 1024, /* the longest request line that a daemon reads */
  PIPE_ROOM = 4096,       /* what a pipe takes that says it can be written to */
  CONNECT_TRIES = 500,    /* each after a pause of 10 ms */
  SIGNAL_PATIENCE = 2000  /* ms that a command is given to end after a signal */
};

extern char **environ;

static char **arguments; /* argv; the first is the name of the program */
static char here[PATH_MAX];
static char socket_file[PATH_MAX];
static sigset_t usual_signals;
static volatile sig_atomic_t interrupted, interruptions, resized;

/* ---- The ends ---------------------------------------------------------------------------------------- */

static _Noreturn void fail(const char *format, ...) {
  char text[2 * PATH_MAX];
  va_list values;
  va_start(values, format);
  int length = vsnprintf(text, sizeof text - 1, format, values);
  va_end(values);
  if (length < 0) length = 0;
  if ((size_t)length > sizeof text - 2) length = sizeof text - 2;
  text[length++] = '\n';
  if (write(STDERR_FILENO, text, (size_t)length) < 0) _exit(1);
  _exit(1);
}

static _Noreturn void die_by(int signal_number) {
  sigset_t one;
  signal(signal_number, SIG_DFL);
  sigemptyset(&one);
  sigaddset(&one, signal_number);
  raise(signal_number);
  sigprocmask(SIG_UNBLOCK, &one, NULL);
  _exit(128 + signal_number);
}

/* The path of this program, as far as the system tells it. */
static bool own_path(char *path) {
#ifdef __APPLE__
  char written[PATH_MAX];
  uint32_t size = sizeof written;
  return _NSGetExecutablePath(written, &size) == 0 && realpath(written, path) != NULL;
#else
  ssize_t length = readlink("/proc/self/exe", path, PATH_MAX - 1);
  if (length <= 0) return false;
  path[length] = 0;
  return true;
#endif
}

/* The same from the name that it was called by: the way back after an upgrade has replaced the file. */
static bool called_path(char *path) {
  char tried[PATH_MAX];
  if (arguments[0] == NULL) return false;
  if (strchr(arguments[0], '/') != NULL) return realpath(arguments[0], path) != NULL;
  const char *directories = getenv("PATH");
  while (directories != NULL && *directories != 0) {
    size_t length = strcspn(directories, ":");
    int n = snprintf(tried, sizeof tried, "%.*s/%s", (int)length, directories, arguments[0]);
    if (n > 0 && (size_t)n < sizeof tried && access(tried, X_OK) == 0) return realpath(tried, path) != NULL;
    directories += length + (directories[length] == ':');
  }
  return false;
}

/* Becomes the launcher of the JVM in the directory of the given program; returns when that is not there. */
static void become_neighbour_of(char *program, char *launcher) {
  char *slash = strrchr(program, '/');
  if (slash == NULL) return;
  int n = snprintf(launcher, PATH_MAX, "%.*s/" JVM_LAUNCHER, (int)(slash - program), program);
  if (n < 0 || n >= PATH_MAX) return;
  char *name = arguments[0];
  arguments[0] = launcher;
  execv(launcher, arguments);
  arguments[0] = name;
}

static _Noreturn void hand_over(void) {
  char program[PATH_MAX] = "", launcher[PATH_MAX] = JVM_LAUNCHER;
  char *nothing[] = {(char *)JVM_LAUNCHER, NULL};
  if (arguments[0] == NULL) arguments = nothing;
  if (own_path(program)) become_neighbour_of(program, launcher);
  int reason = errno;
  if (called_path(program)) become_neighbour_of(program, launcher);
  fail("Error: cannot run %s (%s); it belongs beside the program thrum, so install Thrum again", launcher,
       strerror(reason));
}

/* ---- Paths: as thrum.core.repository and thrum.core.git find them ---------------------------------------- */

/* Writes base/path, or path alone when it is absolute, without ".", ".." and double slashes. */
static bool resolve(const char *base, const char *path, char *result) {
  char whole[2 * PATH_MAX];
  int n = snprintf(whole, sizeof whole, "%s/%s", path[0] == '/' ? "" : base, path);
  if (n < 0 || n >= (int)sizeof whole) return false;
  size_t length = 0;
  for (char *word = strtok(whole, "/"); word != NULL; word = strtok(NULL, "/")) {
    if (strcmp(word, ".") == 0) continue;
    if (strcmp(word, "..") == 0) {
      while (length > 0 && result[--length] != '/') continue;
      continue;
    }
    size_t more = strlen(word);
    if (length + 1 + more >= PATH_MAX) return false;
    result[length++] = '/';
    memcpy(result + length, word, more);
    length += more;
  }
  if (length == 0) result[length++] = '/';
  result[length] = 0;
  return true;
}

/* Shortens a path by its last name; false at the root. */
static bool to_parent(char *path) {
  char *slash = strrchr(path, '/');
  if (slash == NULL || slash[1] == 0) return false;
  slash[slash == path] = 0;
  return true;
}

static bool child(const char *directory, const char *name, char *result) {
  return resolve(directory, name, result);
}

static bool is_kind(const char *directory, const char *name, mode_t kind) {
  char path[PATH_MAX];
  struct stat facts;
  return child(directory, name, path) && stat(path, &facts) == 0 && (facts.st_mode & S_IFMT) == kind;
}

/* Takes blanks off both ends, in place. */
static char *stripped(char *text) {
  while (isspace((unsigned char)*text)) text++;
  char *end = text + strlen(text);
  while (end > text && isspace((unsigned char)end[-1])) *--end = 0;
  return text;
}

/* A variable without blanks around it, copied; empty when it is unset. */
static char *variable(const char *name, char *copy) {
  const char *value = getenv(name);
  copy[0] = 0;
  if (value == NULL) return copy;
  if (strlen(value) >= PATH_MAX) hand_over();
  return stripped(strcpy(copy, value));
}

/* The content of a small file; false when it is missing, empty or longer than a path. */
static bool small_file(const char *path, char *text) {
  int file = open(path, O_RDONLY | O_CLOEXEC);
  if (file < 0) return false;
  ssize_t length = read(file, text, PATH_MAX);
  close(file);
  if (length <= 0 || length >= PATH_MAX) return false;
  text[length] = 0;
  return strlen(text) == (size_t)length;
}

static bool first_line(const char *directory, const char *name, char *line) {
  char path[PATH_MAX], text[PATH_MAX];
  if (!is_kind(directory, name, S_IFREG) || !child(directory, name, path) || !small_file(path, text)) return false;
  text[strcspn(text, "\r\n")] = 0;
  strcpy(line, stripped(text));
  return line[0] != 0;
}

static bool is_git_directory(const char *path) {
  char head[PATH_MAX];
  struct stat facts;
  if (!child(path, "HEAD", head)) return false;
  bool has_head = lstat(head, &facts) == 0 && (S_ISLNK(facts.st_mode) || S_ISREG(facts.st_mode));
  return has_head
      && (is_kind(path, "commondir", S_IFREG) || (is_kind(path, "objects", S_IFDIR) && is_kind(path, "refs", S_IFDIR)));
}

/* The Git directory that belongs to exactly this directory; whether a checkout goes with it. */
static bool git_at(const char *directory, char *git, bool *checkout) {
  char pointer[PATH_MAX];
  *checkout = true;
  if (!child(directory, ".git", git)) return false;
  if (is_git_directory(git)) return true;
  if (is_kind(directory, ".git", S_IFREG)) {
    if (!first_line(directory, ".git", pointer) || strncmp(pointer, "gitdir:", 7) != 0) return false;
    return resolve(directory, stripped(pointer + 7), git) && is_git_directory(git);
  }
  *checkout = false;
  strcpy(git, directory);
  return is_git_directory(git);
}

/* The Git directory that all worktrees of this one share. */
static bool common_directory(const char *start, char *common, bool *checkout) {
  char directory[PATH_MAX], found[PATH_MAX], git[PATH_MAX], line[PATH_MAX], path[PATH_MAX];
  if (realpath(start, directory) == NULL) return false;
  while (!git_at(directory, found, checkout)) {
    if (!to_parent(directory)) return false;
  }
  if (realpath(found, git) == NULL) return false;
  if (!first_line(git, "commondir", line)) {
    strcpy(common, git);
    return true;
  }
  return resolve(git, line, path) && realpath(path, common) != NULL;
}

static bool same_repository(const char *one, const char *other) {
  char common_of_one[PATH_MAX], common_of_other[PATH_MAX];
  bool checkout;
  return common_directory(one, common_of_one, &checkout) && common_directory(other, common_of_other, &checkout)
      && checkout && strcmp(common_of_one, common_of_other) == 0;
}

/* Follows the redirect of a .thrum directory where that is allowed; otherwise the directory stays. */
static void follow_redirect(char *thrum) {
  char file[PATH_MAX], text[PATH_MAX], target[PATH_MAX], next[PATH_MAX];
  struct stat facts;
  if (!child(thrum, "redirect", file)) hand_over();
  if (stat(file, &facts) != 0) return;
  if (!small_file(file, text)) {
    if (facts.st_size != 0) hand_over();
    return;
  }
  char *written = stripped(text);
  if (written[0] != '/' || !resolve("", written, target) || !child(target, "redirect", next)) return;
  if (stat(target, &facts) != 0 || !S_ISDIR(facts.st_mode) || stat(next, &facts) == 0) return;
  if (same_repository(thrum, target)) strcpy(thrum, target);
}

/* The value of --repo in either spelling, wherever it stands; the last one counts. */
static const char *named_repository(void) {
  const char *named = NULL;
  if (arguments[0] == NULL) return NULL;
  for (char **word = arguments + 1; *word != NULL && strcmp(*word, "--") != 0; word++) {
    if (strncmp(*word, "--repo=", 7) == 0) named = *word + 7;
    if (strcmp(*word, "--repo") == 0 && word[1] != NULL) named = *++word;
  }
  return named;
}

/* The command's first word: what stands before it are flags that every command has. */
static const char *first_word(void) {
  if (arguments[0] == NULL) return "";
  for (char **word = arguments + 1; *word != NULL; word++) {
    bool takes_value = strcmp(*word, "--repo") == 0 || strcmp(*word, "--role") == 0 || strcmp(*word, "--module") == 0;
    if ((*word)[0] != '-') return *word;
    if (takes_value && word[1] != NULL) word++;
  }
  return "";
}

/* Commands that look after the daemon must work when it hangs, so it is not asked about them. */
static bool needs_own_process(void) {
  const char *word = first_word();
  return strcmp(word, "daemon") == 0 || strcmp(word, "init") == 0 || strcmp(word, "setup") == 0;
}

static void find_socket(void) {
  char value[PATH_MAX], start[PATH_MAX], thrum[PATH_MAX];
  char *other = variable("THRUM_SOCKET", value);
  if (other[0] != 0) {
    if (!resolve(here, other, socket_file)) hand_over();
    return;
  }
  const char *named = named_repository();
  if (!resolve(here, named != NULL ? named : variable("THRUM_HOME", value), start)) hand_over();
  strcpy(thrum, start);
  if (named == NULL) {
    bool higher = true;
    while (higher && !is_kind(thrum, ".thrum", S_IFDIR)) higher = to_parent(thrum);
    if (!higher) hand_over();
  }
  strcpy(start, thrum);
  if (!child(start, ".thrum", thrum)) hand_over();
  follow_redirect(thrum);
  if (!child(thrum, "var/thrum.sock", socket_file)) hand_over();
}

/* ---- The connection ------------------------------------------------------------------------------------ */

static int connect_once(int connection, const char *path) {
  struct sockaddr_un address = {.sun_family = AF_UNIX};
  if (strlen(path) >= sizeof address.sun_path) {
    errno = ENAMETOOLONG;
    return -1;
  }
  strcpy(address.sun_path, path);
  for (int tries = 0; tries < CONNECT_TRIES; tries++) {
    if (connect(connection, (struct sockaddr *)&address, sizeof address) == 0) return 0;
    if (errno != EAGAIN && errno != EINTR) return -1;
    /* So many callers wait to be accepted that there is no room for one more. */
    nanosleep(&(struct timespec){.tv_nsec = 10 * 1000 * 1000}, NULL);
  }
  fail("Error: the daemon at %s accepts no connection; if it hangs: thrum daemon restart", socket_file);
}

/* A path that is too long for an address is reached from its directory. */
static int connect_through_directory(int connection) {
  char directory[PATH_MAX];
  strcpy(directory, socket_file);
  if (!to_parent(directory)) return -1;
  int back = open(".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (back < 0) return -1;
  int connected = -1;
  if (chdir(directory) == 0) {
    connected = connect_once(connection, strrchr(socket_file, '/') + 1);
    int reason = errno;
    if (fchdir(back) != 0) fail("Error: cannot return to %s: %s", here, strerror(errno));
    errno = reason;
  }
  close(back);
  return connected;
}

/* Connects to the daemon's socket; not 0 when nobody listens there. */
static int reach(int connection) {
  bool fits = strlen(socket_file) < sizeof((struct sockaddr_un *)0)->sun_path;
  return fits ? connect_once(connection, socket_file) : connect_through_directory(connection);
}

/* As send does, and the end of the other side is an error and no signal. */
static ssize_t send_quietly(int connection, const char *bytes, size_t length) {
  int flags = 0;
#ifdef MSG_NOSIGNAL
  flags = MSG_NOSIGNAL;
#endif
  return send(connection, bytes, length, flags);
}

static bool peer_is_this_user(int connection) {
#ifdef __linux__
  struct ucred peer;
  socklen_t size = sizeof peer;
  return getsockopt(connection, SOL_SOCKET, SO_PEERCRED, &peer, &size) == 0 && peer.uid == geteuid();
#else
  uid_t user;
  gid_t group;
  return getpeereid(connection, &user, &group) == 0 && user == geteuid();
#endif
}

/* A socket that waits for nothing and takes the place of no standard stream; negative when there can be none. */
static int new_socket(void) {
  int connection = socket(AF_UNIX, SOCK_STREAM, 0);
  if (connection >= 0 && connection <= STDERR_FILENO) {
    /* A standard stream is closed; it must stay so. */
    int moved = fcntl(connection, F_DUPFD_CLOEXEC, STDERR_FILENO + 1);
    close(connection);
    connection = moved;
  }
  if (connection < 0) return -1;
  fcntl(connection, F_SETFD, FD_CLOEXEC);
  fcntl(connection, F_SETFL, O_NONBLOCK);
#ifdef SO_NOSIGPIPE
  setsockopt(connection, SOL_SOCKET, SO_NOSIGPIPE, &(int){1}, sizeof(int));
#endif
  return connection;
}

/* A connection, or none: then the launcher of the JVM starts a daemon or says why there is none. */
static int connect_to_daemon(void) {
  int connection = new_socket();
  if (connection < 0) hand_over();
  if (reach(connection) != 0) hand_over();
  /* Somebody else's daemon: the other launcher says so, and sends nothing either. */
  if (!peer_is_this_user(connection)) hand_over();
  return connection;
}

/* ---- The request --------------------------------------------------------------------------------------- */

struct text {
  char *bytes;
  size_t length, room;
};

static void append(struct text *text, const char *bytes, size_t length) {
  if (length == 0) return;
  if (text->length + length > text->room) {
    text->room = 2 * text->room + length + 4096;
    text->bytes = realloc(text->bytes, text->room);
    if (text->bytes == NULL) fail("Error: no memory left for the request");
  }
  memcpy(text->bytes + text->length, bytes, length);
  text->length += length;
}

static void append_word(struct text *text, const char *word) {
  append(text, word, strlen(word));
}

static void append_number(struct text *text, const char *label, long number) {
  char digits[96];
  int length = snprintf(digits, sizeof digits, "%s%ld", label, number);
  append(text, digits, (size_t)length);
}

/* Bytes of a well-formed UTF-8 character at the start of a text; 0 when there is none. */
static int utf8_length(const unsigned char *c) {
  if (c[0] < 0x80) return 1;
  int length = c[0] >= 0xC2 && c[0] <= 0xDF ? 2 : (c[0] & 0xF0) == 0xE0 ? 3 : c[0] >= 0xF0 && c[0] <= 0xF4 ? 4 : 0;
  for (int i = 1; i < length; i++) {
    if ((c[i] & 0xC0) != 0x80) return 0;
  }
  bool overlong = (c[0] == 0xE0 && c[1] < 0xA0) || (c[0] == 0xF0 && c[1] < 0x90);
  bool surrogate = c[0] == 0xED && c[1] > 0x9F;
  bool beyond = c[0] == 0xF4 && c[1] > 0x8F;
  return overlong || surrogate || beyond ? 0 : length;
}

/* A string of JSON. Text that is not UTF-8 has no place there: the other launcher deals with it. */
static void append_string(struct text *text, const char *string, size_t length) {
  append(text, "\"", 1);
  for (const char *c = string; c < string + length;) {
    int size = utf8_length((const unsigned char *)c);
    if (size == 0) hand_over();
    if (*c == '"' || *c == '\\') append(text, "\\", 1);
    if (*c > 0 && *c < ' ') {
      char escape[8];
      snprintf(escape, sizeof escape, "\\u%04x", (unsigned)*c);
      append(text, escape, 6);
    } else {
      append(text, c, (size_t)size);
    }
    c += size;
  }
  append(text, "\"", 1);
}

static void append_base64(struct text *text, const char *word) {
  static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  const unsigned char *bytes = (const unsigned char *)word;
  for (size_t length = strlen(word), i = 0; i < length; i += 3) {
    size_t left = length - i;
    unsigned group = (unsigned)bytes[i] << 16;
    if (left > 1) group |= (unsigned)bytes[i + 1] << 8;
    if (left > 2) group |= bytes[i + 2];
    char quad[4] = {digits[group >> 18], digits[group >> 12 & 63], left > 1 ? digits[group >> 6 & 63] : '=',
                    left > 2 ? digits[group & 63] : '='};
    append(text, quad, 4);
  }
}

/* Which variables a command may see; any other stays with the caller. */
static bool passes_on(const char *entry, size_t name) {
  static const char *const names[] = {
      "HOME", "USER", "LOGNAME", "PATH", "LANG", "LC_ALL", "LC_CTYPE", "TERM", "COLUMNS", "LINES", "NO_COLOR",
      "CLICOLOR", "CLICOLOR_FORCE", "TZ", "EDITOR", "VISUAL", "PAGER", "SSH_AUTH_SOCK", "TMPDIR", "XDG_CONFIG_HOME",
      "XDG_STATE_HOME", "XDG_RUNTIME_DIR", "CI", "TMUX", "TMUX_PANE", "CURSOR_SESSION", "GEMINI_CLI", "AUGMENT_AGENT"};
  if (strncmp(entry, "THRUM_", 6) == 0 || strncmp(entry, "CLAUDE", 6) == 0) return true;
  for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
    if (strlen(names[i]) == name && memcmp(names[i], entry, name) == 0) return true;
  }
  return false;
}

/* Columns of the terminal on standard output; 0 without one, or when it does not tell. */
static int terminal_columns(bool *terminal) {
  struct winsize size;
  *terminal = isatty(STDOUT_FILENO);
  return *terminal && ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 ? size.ws_col : 0;
}

static struct text request(bool *on_terminal) {
  struct text text = {0};
  int columns = terminal_columns(on_terminal);
  mode_t mask = umask(0);
  umask(mask);
  append_word(&text, "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"cli.exec\",\"params\":{\"argv\":[");
  for (char **word = arguments[0] == NULL ? arguments : arguments + 1; *word != NULL; word++) {
    append_word(&text, word == arguments + 1 ? "\"" : ",\"");
    append_base64(&text, *word);
    append_word(&text, "\"");
  }
  append_word(&text, "],\"cwd\":");
  append_string(&text, here, strlen(here));
  append_word(&text, ",\"env\":{");
  const char *comma = "";
  for (char **entry = environ; *entry != NULL; entry++) {
    size_t name = strcspn(*entry, "=");
    if ((*entry)[name] == 0 || !passes_on(*entry, name)) continue;
    append_word(&text, comma);
    append_string(&text, *entry, name);
    append_word(&text, ":");
    append_string(&text, *entry + name + 1, strlen(*entry + name + 1));
    comma = ",";
  }
  append_word(&text, "},\"tty\":{\"stdin\":");
  append_word(&text, isatty(STDIN_FILENO) ? "true" : "false");
  append_word(&text, *on_terminal ? ",\"stdout\":true" : ",\"stdout\":false");
  append_word(&text, isatty(STDERR_FILENO) ? ",\"stderr\":true" : ",\"stderr\":false");
  append_number(&text, ",\"columns\":", columns);
  append_number(&text, "},\"umask\":", (long)mask);
  append_number(&text, ",\"pid\":", (long)getpid());
  append_word(&text, ",\"version\":\"" THRUM_VERSION "\"}}\n");
  if (text.length > LINE) hand_over();
  return text;
}

/* ---- A refusal: one line of JSON-RPC ---------------------------------------------------------------------- */

/* Reads a string of JSON into UTF-8; returns what follows it, or NULL when it is none. */
static const char *json_string(const char *at, char *result, size_t room) {
  if (*at++ != '"') return NULL;
  size_t length = 0;
  for (; *at != '"'; at++) {
    unsigned c = (unsigned char)*at;
    if (c == 0 || length + 5 > room) return NULL;
    if (c == '\\') {
      static const char plain[] = "\"\"\\\\//b\bf\fn\nr\rt\t";
      c = (unsigned char)*++at;
      if (c == 'u') {
        unsigned unit = 0, low = 0;
        if (sscanf(at, "u%4x", &unit) != 1 || strspn(at + 1, "0123456789abcdefABCDEF") < 4) return NULL;
        at += 4;
        if (unit >= 0xD800 && unit < 0xDC00 && at[1] == '\\' && sscanf(at + 2, "u%4x", &low) == 1
            && strspn(at + 3, "0123456789abcdefABCDEF") >= 4) {
          unit = 0x10000 + ((unit - 0xD800) << 10 | ((low - 0xDC00) & 0x3FF));
          at += 6;
        }
        if (unit < 0x80) result[length++] = (char)unit;
        else if (unit < 0x800) result[length++] = (char)(0xC0 | unit >> 6);
        else if (unit < 0x10000) result[length++] = (char)(0xE0 | unit >> 12);
        else result[length++] = (char)(0xF0 | unit >> 18);
        if (unit >= 0x10000) result[length++] = (char)(0x80 | (unit >> 12 & 63));
        if (unit >= 0x800) result[length++] = (char)(0x80 | (unit >> 6 & 63));
        if (unit >= 0x80) result[length++] = (char)(0x80 | (unit & 63));
        continue;
      }
      const char *pair = plain;
      while (*pair != 0 && (unsigned char)*pair != c) pair += 2;
      if (*pair == 0) return NULL;
      c = (unsigned char)pair[1];
    }
    result[length++] = (char)c;
  }
  result[length] = 0;
  return at + 1;
}

static const char *json_blank(const char *at) {
  return at + strspn(at, " \t\r\n");
}

/* What follows a value of JSON; NULL when the text ends inside it. */
static const char *json_skip(const char *at) {
  static char ignored[PAYLOAD];
  int depth = 0;
  do {
    at = json_blank(at);
    if (*at == 0) return NULL;
    if (*at == '"') {
      at = json_string(at, ignored, sizeof ignored);
      if (at == NULL) return NULL;
    } else if (strchr("{}[],:", *at) != NULL) {
      depth += (*at == '{' || *at == '[') - (*at == '}' || *at == ']');
      at++;
    } else {
      at += strcspn(at, "{}[],:\" \t\r\n");
    }
  } while (depth > 0);
  return at;
}

/* Where the value of a member of an object starts; NULL when the object has no such member. */
static const char *json_member(const char *object, const char *name) {
  static char key[PAYLOAD];
  if (object == NULL || *object != '{') return NULL;
  const char *at = object;
  do {
    at = json_string(json_blank(at + 1), key, sizeof key);
    if (at == NULL) return NULL;
    at = json_blank(at);
    if (*at != ':') return NULL;
    at = json_blank(at + 1);
    if (strcmp(key, name) == 0) return at;
    at = json_skip(at);
    if (at == NULL) return NULL;
    at = json_blank(at);
  } while (*at == ',');
  return NULL;
}

/* ---- The relay ----------------------------------------------------------------------------------------- */

struct relay {
  int connection;
  bool on_terminal;              /* whether standard output is one, so that its width matters */
  struct text outgoing;          /* what the daemon has not taken yet */
  size_t sent;                   /* how much of it is gone */
  bool deaf;                     /* the daemon takes nothing more */
  unsigned char incoming[HEAD + PAYLOAD];
  size_t start, end;             /* the part of it that waits to be understood */
  bool answered;                 /* the first byte has told that frames follow */
  int output;                    /* where the payload at the start belongs to */
  size_t pending;                /* how much of that payload is still to be written */
  uint64_t credit;               /* bytes of standard input that the daemon wants */
  bool input_ended;
  int signals_told;
  struct timespec signal_time;
  struct timespec heard;         /* when the daemon last gave a sign of life, or was asked for one */
  long quiet;                    /* milliseconds that it may be silent before it is asked */
  bool asked;
  int probe;                     /* the connection that it was asked on; negative while there is none */
};

static _Noreturn void unknown_answer(void) {
  fail("Error: the daemon at %s sent something unknown; if it does so again: thrum daemon restart", socket_file);
}

static _Noreturn void daemon_gone(void) {
  fail("Error: the daemon at %s ended before the command did; whether that was done is unknown (thrum daemon logs"
       " may tell more)", socket_file);
}

static _Noreturn void hand_over_after_asking(void) {
  if (interruptions > 0) die_by(interrupted);
  sigprocmask(SIG_SETMASK, &usual_signals, NULL);
  hand_over();
}

static void note_signal(int signal_number) {
  if (signal_number == SIGWINCH) {
    resized = 1;
  } else {
    interrupted = signal_number;
    interruptions++;
  }
}

/* From here on signals arrive only while waiting; what the caller has told this program to ignore stays so. */
static void watch_signals(bool on_terminal) {
  static const int watched[] = {SIGINT, SIGTERM, SIGHUP, SIGWINCH};
  struct sigaction action = {.sa_handler = note_signal}, before;
  sigset_t held;
  sigemptyset(&held);
  for (size_t i = 0; i < sizeof watched / sizeof watched[0]; i++) {
    if (watched[i] == SIGWINCH && !on_terminal) continue;
    sigaddset(&held, watched[i]);
    if (sigaction(watched[i], &action, &before) == 0 && before.sa_handler == SIG_IGN) {
      sigaction(watched[i], &before, NULL);
    }
  }
  sigprocmask(SIG_BLOCK, &held, &usual_signals);
}

/* Waits, with signals let in; the timeout is in milliseconds, negative for none. */
static void wait_for(struct pollfd *polled, size_t count, int timeout) {
  struct timespec time = {.tv_sec = timeout / 1000, .tv_nsec = timeout % 1000 * 1000000L}, *limit = timeout < 0 ? NULL : &time;
#ifdef __APPLE__
  /* No ppoll there, and its poll knows no terminals. */
  fd_set readable, writable;
  FD_ZERO(&readable);
  FD_ZERO(&writable);
  int highest = -1;
  for (size_t i = 0; i < count; i++) {
    polled[i].revents = 0;
    if (polled[i].fd < 0 || polled[i].fd >= FD_SETSIZE) continue;
    if (fcntl(polled[i].fd, F_GETFD) < 0) {
      polled[i].revents = POLLNVAL;
      time = (struct timespec){0};
      limit = &time;
      continue;
    }
    if (polled[i].events & POLLIN) FD_SET(polled[i].fd, &readable);
    if (polled[i].events & POLLOUT) FD_SET(polled[i].fd, &writable);
    if (polled[i].fd > highest) highest = polled[i].fd;
  }
  if (pselect(highest + 1, &readable, &writable, NULL, limit, &usual_signals) <= 0) return;
  for (size_t i = 0; i < count; i++) {
    if (polled[i].fd < 0 || polled[i].fd >= FD_SETSIZE || polled[i].revents != 0) continue;
    if (FD_ISSET(polled[i].fd, &readable)) polled[i].revents |= POLLIN;
    if (FD_ISSET(polled[i].fd, &writable)) polled[i].revents |= POLLOUT;
  }
#else
  for (size_t i = 0; i < count; i++) polled[i].revents = 0;
  if (ppoll(polled, count, limit, &usual_signals) < 0) {
    for (size_t i = 0; i < count; i++) polled[i].revents = 0;
  }
#endif
}

static void put_number(unsigned char *at, uint32_t number) {
  for (int i = 0; i < 4; i++) at[i] = (unsigned char)(number >> (24 - 8 * i));
}

static uint32_t number_at(const unsigned char *at) {
  return (uint32_t)at[0] << 24 | (uint32_t)at[1] << 16 | (uint32_t)at[2] << 8 | at[3];
}

static void send_frame(struct relay *relay, char type, const unsigned char *payload, uint32_t length) {
  unsigned char head[HEAD] = {(unsigned char)type};
  put_number(head + 1, length);
  append(&relay->outgoing, (char *)head, HEAD);
  append(&relay->outgoing, (const char *)payload, length);
}

/* Tells the daemon of a signal; gives up when a second one comes or the first has had its time. */
static void tell_signals(struct relay *relay) {
  if (resized) {
    bool terminal;
    unsigned char columns[4];
    resized = 0;
    put_number(columns, (uint32_t)terminal_columns(&terminal));
    send_frame(relay, 'w', columns, sizeof columns);
  }
  if (interruptions > 1) die_by(interrupted);
  if (interruptions > relay->signals_told) {
    send_frame(relay, 's', &(unsigned char){(unsigned char)interrupted}, 1);
    relay->signals_told = interruptions;
    clock_gettime(CLOCK_MONOTONIC, &relay->signal_time);
  }
}

static long milliseconds_since(const struct timespec *then) {
  struct timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  return (now.tv_sec - then->tv_sec) * 1000 + (now.tv_nsec - then->tv_nsec) / 1000000;
}

/* Milliseconds until the patience after a signal ends; negative without a signal. */
static long patience(const struct relay *relay) {
  if (relay->signals_told == 0) return -1;
  long passed = milliseconds_since(&relay->signal_time);
  if (passed >= SIGNAL_PATIENCE) die_by(interrupted);
  return SIGNAL_PATIENCE - passed;
}

static void hear(struct relay *relay) {
  if (relay->probe >= 0) close(relay->probe);
  relay->probe = -1;
  relay->asked = false;
  clock_gettime(CLOCK_MONOTONIC, &relay->heard);
}

/* Asks for a sign of life. A socket that is gone says nothing about the daemon: the open connection will tell. */
static void ask_for_life(struct relay *relay) {
  static const char question[] = "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"health\"}\n";
  hear(relay);
  int probe = new_socket();
  if (probe < 0) return;
  relay->asked = reach(probe) == 0 && send_quietly(probe, question, sizeof question - 1) == sizeof question - 1;
  if (relay->asked) relay->probe = probe;
  else close(probe);
}

/* Milliseconds until something has to be done about the silence of the daemon. */
static long watch_silence(struct relay *relay) {
  long passed = milliseconds_since(&relay->heard);
  if (relay->asked && passed >= PROBE_PATIENCE) {
    fail("Error: the daemon at %s does not answer any more; whether the command was done is unknown."
         " To look: thrum daemon status; to end it: thrum daemon restart", socket_file);
  }
  if (!relay->asked && passed >= relay->quiet) {
    ask_for_life(relay);
    passed = 0;
  }
  return (relay->asked ? PROBE_PATIENCE : relay->quiet) - passed;
}

/* An answer, whatever it says, or the end of that connection: somebody is there. */
static void learn_of_life(struct relay *relay) {
  hear(relay);
  if (relay->quiet < 8 * SILENCE) relay->quiet *= 2;
}

static int sooner(long one, long other) {
  return (int)(one >= 0 && one < other ? one : other);
}

static void send_outgoing(struct relay *relay) {
  struct text *text = &relay->outgoing;
  while (!relay->deaf && relay->sent < text->length) {
    ssize_t n = send_quietly(relay->connection, text->bytes + relay->sent, text->length - relay->sent);
    if (n < 0 && errno == EINTR) continue;
    if (n < 0 && (errno == EAGAIN || errno == EWOULDBLOCK || errno == ENOBUFS)) return;
    /* A daemon that is gone may have said why before. */
    if (n < 0) relay->deaf = true;
    else relay->sent += (size_t)n;
  }
  text->length = relay->sent = 0;
}

/* Reads what the daemon asked for and packs it; the end of the input too, whatever made it end. */
static void read_input(struct relay *relay) {
  static unsigned char bytes[PAYLOAD];
  size_t most = relay->credit < PAYLOAD ? (size_t)relay->credit : PAYLOAD;
  ssize_t n = read(STDIN_FILENO, bytes, most);
  if (n < 0 && (errno == EINTR || errno == EAGAIN)) return;
  if (n > 0) {
    relay->credit -= (uint64_t)n;
    send_frame(relay, 'i', bytes, (uint32_t)n);
  } else {
    relay->input_ended = true;
    send_frame(relay, 'z', NULL, 0);
  }
}

/* How much can be written at once without being held up when the stream says that it is ready. */
static size_t room_of(int stream) {
  struct stat facts;
  return fstat(stream, &facts) == 0 && S_ISREG(facts.st_mode) ? PAYLOAD : PIPE_ROOM;
}

static void write_output(struct relay *relay) {
  size_t most = relay->pending <= PIPE_ROOM ? relay->pending : room_of(relay->output);
  if (most > relay->pending) most = relay->pending;
  ssize_t n = write(relay->output, relay->incoming + relay->start, most);
  if (n < 0 && (errno == EINTR || errno == EAGAIN)) return;
  if (n < 0 && errno == EPIPE) die_by(SIGPIPE);
  if (n < 0 && relay->output == STDOUT_FILENO) fail("Error: cannot write the output: %s", strerror(errno));
  /* Nobody can be told that the stream of errors is broken. */
  if (n < 0) n = (ssize_t)relay->pending;
  relay->start += (size_t)n;
  relay->pending -= (size_t)n;
}

static _Noreturn void end_with(uint32_t code) {
  if (code > 255) unknown_answer();
  if (interruptions > 0 && code == 128 + (uint32_t)interrupted) die_by(interrupted);
  _exit((int)code);
}

/* The daemon stops: it says so, or the command is to be run again where it can wait for another daemon. */
static _Noreturn void end_with_daemon(const char *text, size_t length) {
  if (length == 0) hand_over_after_asking();
  while (length > 0 && text[length - 1] == '\n') length--;
  fail("%.*s", (int)length, text);
}

/* A refused request: the command is run elsewhere, or its caller is told why not. */
static _Noreturn void refused(const char *line) {
  static char data[PAYLOAD], message[PAYLOAD];
  const char *error = json_member(line, "error");
  const char *at = json_member(error, "data");
  bool has_data = at != NULL && json_string(at, data, sizeof data) != NULL;
  if (has_data && strcmp(data, "handoff") == 0) hand_over_after_asking();
  at = json_member(error, "code");
  /* A daemon that does not know the method is of another version. */
  if (at != NULL && strncmp(at, "-32601", 6) == 0) hand_over_after_asking();
  at = json_member(error, "message");
  if (at == NULL || json_string(at, message, sizeof message) == NULL) unknown_answer();
  fail("Error: %s", message);
}

/* Acts on what has come as far as it is complete; stops at a payload that has to be written first. */
static void understand(struct relay *relay) {
  while (relay->pending == 0) {
    unsigned char *frame = relay->incoming + relay->start;
    size_t length = relay->end - relay->start;
    if (length == 0) return;
    if (!relay->answered && frame[0] == '{') {
      unsigned char *end = memchr(frame, '\n', length);
      if (end != NULL) *end = 0;
      if (end == NULL && length < sizeof relay->incoming) return;
      if (end == NULL) unknown_answer();
      refused((char *)frame);
    }
    if (strchr("oeixq", frame[0]) == NULL || frame[0] == 0) unknown_answer();
    relay->answered = true;
    if (length < HEAD) return;
    uint32_t payload = number_at(frame + 1);
    if (payload > PAYLOAD || (payload != 4 && (frame[0] == 'i' || frame[0] == 'x'))) unknown_answer();
    bool whole = length >= HEAD + payload;
    if (!whole) return;
    relay->start += HEAD;
    if (frame[0] == 'o' || frame[0] == 'e') {
      relay->output = frame[0] == 'o' ? STDOUT_FILENO : STDERR_FILENO;
      relay->pending = payload;
      continue;
    }
    if (frame[0] == 'x') end_with(number_at(frame + HEAD));
    if (frame[0] == 'q') end_with_daemon((char *)frame + HEAD, payload);
    relay->credit += number_at(frame + HEAD);
    relay->start += payload;
  }
}

static void receive(struct relay *relay) {
  if (relay->start > 0) {
    memmove(relay->incoming, relay->incoming + relay->start, relay->end - relay->start);
    relay->end -= relay->start;
    relay->start = 0;
  }
  ssize_t n = read(relay->connection, relay->incoming + relay->end, sizeof relay->incoming - relay->end);
  if (n < 0 && (errno == EINTR || errno == EAGAIN || errno == EWOULDBLOCK)) return;
  if (n <= 0) daemon_gone();
  hear(relay);
  relay->quiet = SILENCE;
  relay->end += (size_t)n;
}

static _Noreturn void run(struct relay *relay) {
  for (;;) {
    tell_signals(relay);
    send_outgoing(relay);
    understand(relay);
    bool waits_to_send = relay->outgoing.length > 0;
    bool wants_input = relay->credit > 0 && !relay->input_ended && !waits_to_send && !relay->deaf;
    short events = (short)((relay->pending == 0 ? POLLIN : 0) | (waits_to_send ? POLLOUT : 0));
    /* A descriptor without events would still report that its other end is gone, again and again. */
    struct pollfd polled[] = {{.fd = events != 0 ? relay->connection : -1, .events = events},
                              {.fd = wants_input ? STDIN_FILENO : -1, .events = POLLIN},
                              {.fd = relay->pending > 0 ? relay->output : -1, .events = POLLOUT},
                              {.fd = -1, .events = POLLIN}};
    int timeout = (int)patience(relay);
    /* While the caller does not read, nothing is heard from the daemon for that reason. */
    if (relay->pending == 0) {
      timeout = sooner(timeout, watch_silence(relay));
      polled[3].fd = relay->probe;
    } else {
      hear(relay);
    }
    wait_for(polled, 4, timeout);
    if (polled[3].revents != 0) learn_of_life(relay);
    if (polled[2].revents != 0) write_output(relay);
    if (polled[1].revents != 0) read_input(relay);
    if (relay->pending == 0 && (polled[0].revents & ~POLLOUT) != 0) receive(relay);
  }
}

int main(int count, char **words) {
  static struct relay relay;
  (void)count;
  arguments = words;
  if (needs_own_process()) hand_over();
  if (getcwd(here, sizeof here) == NULL || here[0] != '/') hand_over();
  find_socket();
  relay.connection = connect_to_daemon();
  relay.probe = -1;
  relay.quiet = SILENCE;
  hear(&relay);
  relay.outgoing = request(&relay.on_terminal);
  watch_signals(relay.on_terminal);
  run(&relay);
}
