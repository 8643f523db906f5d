#include "platform/http/ignore_newcomers.h"

#include <array>
#include <linux/filter.h>
#include <netinet/tcp.h>
#include <sys/socket.h>

namespace ocp::http {

void ignore_newcomers(int listening_socket)
{
    // A socket's filter sees a segment from its TCP header on.
    constexpr unsigned flags_at = 13;
    constexpr unsigned whole = 0xffffffff;
    std::array<sock_filter, 4> program{{
        BPF_STMT(BPF_LD | BPF_B | BPF_ABS, flags_at),
        BPF_JUMP(BPF_JMP | BPF_JSET | BPF_K, TH_SYN, 0, 1),
        BPF_STMT(BPF_RET | BPF_K, 0),
        BPF_STMT(BPF_RET | BPF_K, whole),
    }};
    sock_fprog const filter{program.size(), program.data()};
    // Where the kernel refuses, the small risk described above is left.
    ::setsockopt(listening_socket, SOL_SOCKET, SO_ATTACH_FILTER, &filter, sizeof filter);
}

} // namespace ocp::http
