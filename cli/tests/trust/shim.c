/* A library for LD_PRELOAD that makes the n-th system call on a folder fail, or kills the process at it.
 *
 * FAULT_DIR     calls that concern this folder or what is in it are counted, others pass
 * FAULT_CALL    only calls of this kind: open, read, write, sync, rename, unlink, truncate, map, mkdir, link; or any
 * FAULT_ERRNO   what the chosen call fails with; 0 only counts, -1 kills with SIGKILL
 * FAULT_AT      which call, counted from 1
 * FAULT_STICKY  1: every later call fails as well, as on a disk that stays full
 * FAULT_RECORD  a file of at least 4096 bytes, mapped shared, that receives `struct record`
 *
 * Only calls that can fail with the chosen error are counted: a read never ends with ENOSPC.
 *
 * Calls through the C library are caught by symbols of the same name. Calls that a program makes directly, such as
 * those of the `rustix` crate, are caught by a seccomp filter that traps every call from elsewhere (x86-64 only). */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <sys/types.h>
#include <sys/uio.h>
#include <unistd.h>

enum kind { OPEN, READ, WRITE, SYNC, RENAME, UNLINK, TRUNCATE, MAP, MKDIR, LINK, KINDS };
static const char *const KIND_NAMES[KINDS] = {"open",   "read",     "write", "sync",  "rename",
                                              "unlink", "truncate", "map",   "mkdir", "link"};

struct record {
    uint64_t seen;
    uint64_t failed;
    uint64_t trapping;
    char first[1024]; /* kind and path of the first call that failed */
};

static struct record unused;
static struct record *record = &unused;
static char folder[4096];
static size_t folder_length;
static int only = KINDS;
static long error_number;
static uint64_t chosen;
static int sticky;

#if defined(__x86_64__)
long raw_syscall(long number, long a, long b, long c, long d, long e, long f);
extern char raw_syscall_return[];
__asm__(".text\n"
        ".hidden raw_syscall\n.globl raw_syscall\n.type raw_syscall,@function\n"
        "raw_syscall:\n"
        "  mov %rdi, %rax\n  mov %rsi, %rdi\n  mov %rdx, %rsi\n  mov %rcx, %rdx\n"
        "  mov %r8, %r10\n  mov %r9, %r8\n  mov 8(%rsp), %r9\n  syscall\n"
        ".hidden raw_syscall_return\n.globl raw_syscall_return\n"
        "raw_syscall_return:\n  ret\n");
#else
static long raw_syscall(long number, long a, long b, long c, long d, long e, long f) {
    long result = syscall(number, a, b, c, d, e, f);
    return result == -1 ? -errno : result;
}
#endif

static int is_below_folder(const char *path) {
    return strncmp(path, folder, folder_length) == 0 &&
           (path[folder_length] == '\0' || path[folder_length] == '/');
}

static void path_of_fd(int fd, char *path, size_t size) {
    char link[64];
    if (fd == AT_FDCWD)
        snprintf(link, sizeof link, "/proc/self/cwd");
    else
        snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
    long length = raw_syscall(SYS_readlinkat, AT_FDCWD, (long)link, (long)path, (long)size - 1, 0, 0);
    path[length < 0 ? 0 : length] = '\0';
}

static void absolute_path(int at, const char *name, char *path, size_t size) {
    path[0] = '\0';
    if (name == NULL)
        return;
    if (name[0] != '/') {
        path_of_fd(at, path, size);
        size_t length = strlen(path);
        if (name[0] == '\0' || length + 1 >= size)
            return;
        path[length] = '/';
        path += length + 1;
        size -= length + 1;
    }
    strncpy(path, name, size - 1);
    path[size - 1] = '\0';
}

static int can_fail_with(long error, int kind, int creates) {
    switch (error) {
    case ENOSPC:
        return kind == WRITE || kind == SYNC || kind == TRUNCATE || kind == MKDIR || kind == RENAME || kind == LINK ||
               (kind == OPEN && creates);
    case EACCES:
        return kind == OPEN || kind == RENAME || kind == UNLINK || kind == MKDIR || kind == LINK;
    case ENOMEM:
        return kind == MAP || kind == OPEN;
    default:
        return 1;
    }
}

/* A call of one kind on one or two paths. */
struct call {
    int kind;
    int creates;
    int fd; /* or -1 */
    int at[2];
    const char *name[2];
};

/* The kind of a system call; KINDS for one that is not counted. */
static struct call classify(long number, long a, long b, long c, long d, long e) {
    struct call call = {KINDS, 0, -1, {AT_FDCWD, AT_FDCWD}, {NULL, NULL}};
#define ON_FD(WHICH, FD) call.kind = WHICH, call.fd = (int)(FD)
#define ON_PATH(WHICH, AT, NAME) call.kind = WHICH, call.at[0] = (int)(AT), call.name[0] = (const char *)(NAME)
#define AND_PATH(AT, NAME) call.at[1] = (int)(AT), call.name[1] = (const char *)(NAME)
    switch (number) {
#ifdef SYS_open
    case SYS_open: ON_PATH(OPEN, AT_FDCWD, a), call.creates = (b & O_CREAT) != 0; break;
    case SYS_creat: ON_PATH(OPEN, AT_FDCWD, a), call.creates = 1; break;
    case SYS_rename: ON_PATH(RENAME, AT_FDCWD, a), AND_PATH(AT_FDCWD, b); break;
    case SYS_link: ON_PATH(LINK, AT_FDCWD, a), AND_PATH(AT_FDCWD, b); break;
    case SYS_unlink: case SYS_rmdir: ON_PATH(UNLINK, AT_FDCWD, a); break;
    case SYS_mkdir: ON_PATH(MKDIR, AT_FDCWD, a); break;
#endif
#ifdef SYS_renameat
    case SYS_renameat:
#endif
    case SYS_renameat2: ON_PATH(RENAME, a, b), AND_PATH(c, d); break;
    case SYS_openat: ON_PATH(OPEN, a, b), call.creates = (c & O_CREAT) != 0; break;
    case SYS_linkat: ON_PATH(LINK, a, b), AND_PATH(c, d); break;
    case SYS_unlinkat: ON_PATH(UNLINK, a, b); break;
    case SYS_mkdirat: ON_PATH(MKDIR, a, b); break;
    case SYS_read: case SYS_pread64: case SYS_readv: ON_FD(READ, a); break;
    case SYS_write: case SYS_pwrite64: case SYS_writev: ON_FD(WRITE, a); break;
    case SYS_fsync: case SYS_fdatasync: ON_FD(SYNC, a); break;
    case SYS_ftruncate: case SYS_fallocate: ON_FD(TRUNCATE, a); break;
    case SYS_mmap: ON_FD(MAP, e); break;
    default: break;
    }
    return call;
}

static int concerns_folder(const struct call *call, char *path, size_t size) {
    if (call->fd >= 0) {
        if (call->fd <= 2)
            return 0;
        path_of_fd(call->fd, path, size);
        return is_below_folder(path);
    }
    for (int i = 0; i < 2; i++) {
        absolute_path(call->at[i], call->name[i], path, size);
        if (is_below_folder(path))
            return 1;
    }
    return 0;
}

static void die(long number, long a, long b, long c, long d) {
    /* A killed process may have written a part. */
    if (number == SYS_write || number == SYS_pwrite64)
        raw_syscall(number, a, b, c / 2, d, 0, 0);
    raw_syscall(SYS_kill, getpid(), SIGKILL, 0, 0, 0, 0);
}

/* Counts a call and makes it, or fails in its place. Returns what the kernel would: a result or a negated errno. */
static long intercept(long number, long a, long b, long c, long d, long e, long f) {
    char path[4096];
    struct call call = folder_length ? classify(number, a, b, c, d, e) : (struct call){.kind = KINDS};
    if (call.kind == KINDS || (only != KINDS && call.kind != only) ||
        !can_fail_with(error_number, call.kind, call.creates) || !concerns_folder(&call, path, sizeof path))
        return raw_syscall(number, a, b, c, d, e, f);
    uint64_t count = __atomic_add_fetch(&record->seen, 1, __ATOMIC_SEQ_CST);
    int fails = error_number != 0 && (count == chosen || (sticky && count > chosen));
    if (!fails)
        return raw_syscall(number, a, b, c, d, e, f);
    if (__atomic_add_fetch(&record->failed, 1, __ATOMIC_SEQ_CST) == 1)
        snprintf(record->first, sizeof record->first, "%s %.900s", KIND_NAMES[call.kind], path);
    if (error_number == -1)
        die(number, a, b, c, d);
    return -error_number;
}

static long number_from(const char *name) {
    const char *value = getenv(name);
    return value ? strtol(value, NULL, 10) : 0;
}

#if defined(__x86_64__)
#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <sys/prctl.h>
#include <ucontext.h>

static void on_trap(int signal, siginfo_t *info, void *context) {
    (void)signal;
    int before = errno;
    greg_t *r = ((ucontext_t *)context)->uc_mcontext.gregs;
    r[REG_RAX] = intercept(info->si_syscall, r[REG_RDI], r[REG_RSI], r[REG_RDX], r[REG_R10], r[REG_R8], r[REG_R9]);
    errno = before;
}

static const int TRAPPED[] = {SYS_open,      SYS_openat,   SYS_creat,     SYS_read,   SYS_pread64,   SYS_readv,
                              SYS_write,     SYS_pwrite64, SYS_writev,    SYS_fsync,  SYS_fdatasync, SYS_rename,
                              SYS_renameat,  SYS_renameat2, SYS_link,     SYS_linkat, SYS_unlink,    SYS_unlinkat,
                              SYS_rmdir,     SYS_mkdir,    SYS_mkdirat,   SYS_ftruncate, SYS_fallocate};

/* Traps the calls above from every place but `raw_syscall`. */
static int trap_system_calls(void) {
    enum { CALLS = sizeof TRAPPED / sizeof TRAPPED[0] };
    struct sock_filter program[12 + 2 * CALLS];
    unsigned length = 0;
    uint64_t allowed = (uint64_t)(uintptr_t)raw_syscall_return;
#define LOAD(FIELD) (struct sock_filter)BPF_STMT(BPF_LD | BPF_W | BPF_ABS, FIELD)
#define IF_EQUAL(VALUE, THEN, ELSE) (struct sock_filter)BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, VALUE, THEN, ELSE)
#define RETURN(VALUE) (struct sock_filter)BPF_STMT(BPF_RET | BPF_K, VALUE)
    program[length++] = LOAD(offsetof(struct seccomp_data, instruction_pointer));
    program[length++] = IF_EQUAL((uint32_t)allowed, 0, 3);
    program[length++] = LOAD(offsetof(struct seccomp_data, instruction_pointer) + 4);
    program[length++] = IF_EQUAL((uint32_t)(allowed >> 32), 0, 1);
    program[length++] = RETURN(SECCOMP_RET_ALLOW);
    program[length++] = LOAD(offsetof(struct seccomp_data, nr));
    /* The C library maps stacks of threads while signals are blocked, when a trap would end the process. */
    program[length++] = IF_EQUAL(SYS_mmap, 0, 3);
    program[length++] = LOAD(offsetof(struct seccomp_data, args[4]));
    program[length++] = IF_EQUAL(0xffffffffu, 0, 2 * CALLS + 2);
    program[length++] = RETURN(SECCOMP_RET_TRAP);
    for (int i = 0; i < CALLS; i++) {
        program[length++] = IF_EQUAL((uint32_t)TRAPPED[i], 0, 1);
        program[length++] = RETURN(SECCOMP_RET_TRAP);
    }
    program[length++] = RETURN(SECCOMP_RET_ALLOW);
    /* The jump over an anonymous map leads past the list, to ALLOW. */
    program[8].jf = 0;
    program[8].jt = (uint8_t)(length - 1 - 9);
    struct sigaction action = {0};
    action.sa_sigaction = on_trap;
    action.sa_flags = SA_SIGINFO;
    struct sock_fprog filter = {(unsigned short)length, program};
    return sigaction(SIGSYS, &action, NULL) == 0 && prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0 &&
           prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &filter) == 0;
}
#else
static int trap_system_calls(void) { return 0; }
#endif

__attribute__((constructor)) static void begin(void) {
    const char *dir = getenv("FAULT_DIR"), *call = getenv("FAULT_CALL"), *file = getenv("FAULT_RECORD");
    if (dir == NULL || strlen(dir) >= sizeof folder)
        return;
    for (int kind = 0; call != NULL && kind < KINDS; kind++)
        if (strcmp(call, KIND_NAMES[kind]) == 0)
            only = kind;
    error_number = number_from("FAULT_ERRNO");
    chosen = (uint64_t)number_from("FAULT_AT");
    sticky = (int)number_from("FAULT_STICKY");
    int fd = file ? (int)raw_syscall(SYS_openat, AT_FDCWD, (long)file, O_RDWR, 0, 0, 0) : -1;
    if (fd >= 0) {
        long map = raw_syscall(SYS_mmap, 0, 4096, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
        if (map > 0 || map < -4095)
            record = (struct record *)map;
        raw_syscall(SYS_close, fd, 0, 0, 0, 0, 0);
    }
    strcpy(folder, dir);
    folder_length = strlen(dir);
    record->trapping = (uint64_t)trap_system_calls();
}

/* The C library's names. */

static long returned(long result) {
    if (result < 0 && result >= -4095) {
        errno = (int)-result;
        return -1;
    }
    return result;
}

#define CALL(NUMBER, A, B, C, D, E, F) \
    returned(intercept(NUMBER, (long)(A), (long)(B), (long)(C), (long)(D), (long)(E), (long)(F)))

static int open_at(int at, const char *path, int flags, va_list rest) {
    int mode = (flags & O_CREAT) || (flags & O_TMPFILE) == O_TMPFILE ? va_arg(rest, int) : 0;
    return (int)CALL(SYS_openat, at, path, flags, mode, 0, 0);
}

#define DEFINE_OPEN(NAME) \
    int NAME(const char *path, int flags, ...) { \
        va_list rest; \
        va_start(rest, flags); \
        int fd = open_at(AT_FDCWD, path, flags, rest); \
        va_end(rest); \
        return fd; \
    }
#define DEFINE_OPENAT(NAME) \
    int NAME(int at, const char *path, int flags, ...) { \
        va_list rest; \
        va_start(rest, flags); \
        int fd = open_at(at, path, flags, rest); \
        va_end(rest); \
        return fd; \
    }
DEFINE_OPEN(open)
DEFINE_OPEN(open64)
DEFINE_OPENAT(openat)
DEFINE_OPENAT(openat64)

ssize_t read(int fd, void *to, size_t size) { return CALL(SYS_read, fd, to, size, 0, 0, 0); }
ssize_t readv(int fd, const struct iovec *to, int n) { return CALL(SYS_readv, fd, to, n, 0, 0, 0); }
ssize_t pread(int fd, void *to, size_t size, off_t at) { return CALL(SYS_pread64, fd, to, size, at, 0, 0); }
ssize_t pread64(int fd, void *to, size_t size, off64_t at) { return CALL(SYS_pread64, fd, to, size, at, 0, 0); }
ssize_t write(int fd, const void *from, size_t size) { return CALL(SYS_write, fd, from, size, 0, 0, 0); }
ssize_t writev(int fd, const struct iovec *from, int n) { return CALL(SYS_writev, fd, from, n, 0, 0, 0); }
ssize_t pwrite(int fd, const void *from, size_t size, off_t at) { return CALL(SYS_pwrite64, fd, from, size, at, 0, 0); }
ssize_t pwrite64(int fd, const void *from, size_t size, off64_t at) {
    return CALL(SYS_pwrite64, fd, from, size, at, 0, 0);
}
int fsync(int fd) { return (int)CALL(SYS_fsync, fd, 0, 0, 0, 0, 0); }
int fdatasync(int fd) { return (int)CALL(SYS_fdatasync, fd, 0, 0, 0, 0, 0); }
int ftruncate(int fd, off_t size) { return (int)CALL(SYS_ftruncate, fd, size, 0, 0, 0, 0); }
int ftruncate64(int fd, off64_t size) { return (int)CALL(SYS_ftruncate, fd, size, 0, 0, 0, 0); }
int rename(const char *from, const char *to) {
    return (int)CALL(SYS_renameat2, AT_FDCWD, from, AT_FDCWD, to, 0, 0);
}
int renameat(int at, const char *from, int to_at, const char *to) {
    return (int)CALL(SYS_renameat2, at, from, to_at, to, 0, 0);
}
int renameat2(int at, const char *from, int to_at, const char *to, unsigned flags) {
    return (int)CALL(SYS_renameat2, at, from, to_at, to, flags, 0);
}
int linkat(int at, const char *from, int to_at, const char *to, int flags) {
    return (int)CALL(SYS_linkat, at, from, to_at, to, flags, 0);
}
int unlink(const char *path) { return (int)CALL(SYS_unlinkat, AT_FDCWD, path, 0, 0, 0, 0); }
int rmdir(const char *path) { return (int)CALL(SYS_unlinkat, AT_FDCWD, path, AT_REMOVEDIR, 0, 0, 0); }
int unlinkat(int at, const char *path, int flags) { return (int)CALL(SYS_unlinkat, at, path, flags, 0, 0, 0); }
int mkdir(const char *path, mode_t mode) { return (int)CALL(SYS_mkdirat, AT_FDCWD, path, mode, 0, 0, 0); }
int mkdirat(int at, const char *path, mode_t mode) { return (int)CALL(SYS_mkdirat, at, path, mode, 0, 0, 0); }
void *mmap(void *at, size_t size, int protection, int flags, int fd, off_t from) {
    return (void *)CALL(SYS_mmap, at, size, protection, flags, fd, from);
}
void *mmap64(void *at, size_t size, int protection, int flags, int fd, off64_t from) {
    return (void *)CALL(SYS_mmap, at, size, protection, flags, fd, from);
}
