#pragma once

#include "base/descriptor.h"

#include <cstddef>
#include <filesystem>
#include <string>
#include <string_view>

namespace ocp::backup {

/// An open file or pipe, closed with the object and never handed to a child process. Every failure throws
/// std::runtime_error with a sentence that names the file.
class File {
public:
    File() = default;
    File(int descriptor, std::string name);
    /// A new file with mode 600; refuses one that is there.
    static File create(std::filesystem::path const&);
    static File open(std::filesystem::path const&);

    int descriptor() const { return descriptor_.get(); }
    bool is_open() const { return descriptor_.is_open(); }
    void write(std::string_view bytes);
    /// What could be read into `buffer`, "" at the end.
    std::string_view read(std::string& buffer);
    /// Returns once the bytes are on the disk.
    void sync();
    void close() { descriptor_.close(); }

private:
    Descriptor descriptor_;
    std::string name_;
};

/// Makes renames and new names in a folder outlast a power cut.
void sync_folder(std::filesystem::path const&);

/// The whole of a small file.
std::string text_of(std::filesystem::path const&);

/// "cannot write /path: No space left on device"
[[noreturn]] void fail(std::string_view deed, std::filesystem::path const&, int error);

} // namespace ocp::backup
