#include "ocpizza/deploy/harden_process.h"

#include <sys/prctl.h>
#include <sys/resource.h>

namespace ocp::deploy {

void harden_process()
{
    // A limit of 0 alone does not hold where the kernel pipes cores to a program.
    prctl(PR_SET_DUMPABLE, 0);
    rlimit files{};
    if (getrlimit(RLIMIT_NOFILE, &files) != 0 || files.rlim_cur == files.rlim_max) return;
    files.rlim_cur = files.rlim_max;
    setrlimit(RLIMIT_NOFILE, &files);
}

} // namespace ocp::deploy
