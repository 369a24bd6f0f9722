/*
 * Loaded before the system's own library: ends the process by SIGKILL in the middle of one chosen call that changes a file.
 *
 * STRIKE_AFTER  what a line on standard output or error has to say first; empty for nothing
 * STRIKE_CALL   write, sync, rename or remove; empty for any
 * STRIKE_FILE   what the file's path has to contain; to end with, when a $ follows
 * STRIKE_COUNT  the how many-th such call it is
 * STRIKE_TOLD   a file that is told of the strike
 *
 * Of a write half is done, of the others nothing. Between two such calls a process changes nothing that outlives it, so a process that is killed anywhere between them leaves
 * what one leaves that is killed right before the second.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static const char *setting(const char *name) {
    const char *value = getenv(name);
    return value ? value : "";
}

static int heard;
static int seen;

static int is_wanted(const char *path) {
    const char *file = setting("STRIKE_FILE");
    size_t length = strlen(file), all = strlen(path);
    if (!length) return 0;
    if (file[length - 1] != '$') return strstr(path, file) != 0;
    return all >= length - 1 && !strncmp(path + all - (length - 1), file, length - 1);
}

static int due(const char *call, const char *path) {
    const char *wanted = setting("STRIKE_CALL");
    if ((*wanted && strcmp(call, wanted)) || !is_wanted(path)) return 0;
    if (*setting("STRIKE_AFTER") && !heard) return 0;
    return __sync_add_and_fetch(&seen, 1) == atoi(setting("STRIKE_COUNT"));
}

static void strike(const char *call, const char *path, size_t done, size_t of) {
    char line[5000];
    int length = snprintf(line, sizeof line, "%s %s %zu of %zu\n", call, path, done, of);
    ssize_t (*put)(int, const void *, size_t) = dlsym(RTLD_NEXT, "write");
    int told = open(setting("STRIKE_TOLD"), O_WRONLY | O_CREAT | O_APPEND, 0600);
    if (told >= 0) put(told, line, length);
    kill(getpid(), SIGKILL);
    for (;;) pause();
}

static const char *path_of(int fd, char *path, size_t size) {
    char link[64];
    snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
    ssize_t length = readlink(link, path, size - 1);
    path[length < 0 ? 0 : length] = 0;
    return path;
}

ssize_t write(int fd, const void *bytes, size_t count) {
    ssize_t (*next)(int, const void *, size_t) = dlsym(RTLD_NEXT, "write");
    char path[4096];
    if (fd > 2 && due("write", path_of(fd, path, sizeof path))) {
        next(fd, bytes, count / 2);
        strike("write", path, count / 2, count);
    }
    ssize_t result = next(fd, bytes, count);
    const char *after = setting("STRIKE_AFTER");
    if ((fd == 1 || fd == 2) && *after && memmem(bytes, count, after, strlen(after))) heard = 1;
    return result;
}

ssize_t pwrite64(int fd, const void *bytes, size_t count, off64_t at) {
    ssize_t (*next)(int, const void *, size_t, off64_t) = dlsym(RTLD_NEXT, "pwrite64");
    char path[4096];
    if (due("write", path_of(fd, path, sizeof path))) {
        next(fd, bytes, count / 2, at);
        strike("write", path, count / 2, count);
    }
    return next(fd, bytes, count, at);
}

ssize_t pwrite(int fd, const void *bytes, size_t count, off_t at) { return pwrite64(fd, bytes, count, at); }

int fsync(int fd) {
    char path[4096];
    if (due("sync", path_of(fd, path, sizeof path))) strike("sync", path, 0, 0);
    int (*next)(int) = dlsym(RTLD_NEXT, "fsync");
    return next(fd);
}

int fdatasync(int fd) {
    char path[4096];
    if (due("sync", path_of(fd, path, sizeof path))) strike("sync", path, 0, 0);
    int (*next)(int) = dlsym(RTLD_NEXT, "fdatasync");
    return next(fd);
}

int rename(const char *from, const char *to) {
    if (due("rename", from)) strike("rename", from, 0, 0);
    int (*next)(const char *, const char *) = dlsym(RTLD_NEXT, "rename");
    return next(from, to);
}

int unlink(const char *path) {
    if (due("remove", path)) strike("remove", path, 0, 0);
    int (*next)(const char *) = dlsym(RTLD_NEXT, "unlink");
    return next(path);
}

int rmdir(const char *path) {
    if (due("remove", path)) strike("remove", path, 0, 0);
    int (*next)(const char *) = dlsym(RTLD_NEXT, "rmdir");
    return next(path);
}
