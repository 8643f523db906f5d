#pragma once

#include <stdexcept>

namespace ocp::db {

/// The database said no or is not there. The kinds below are what callers can act on.
struct Error : std::runtime_error {
    using std::runtime_error::runtime_error;
};
/// A UNIQUE constraint or index did not hold.
struct UniqueViolation : Error {
    using Error::Error;
};
/// A CHECK, NOT NULL or FOREIGN KEY did not hold.
struct ConstraintViolation : Error {
    using Error::Error;
};
/// Serialization failure, deadlock, SQLite busy: the whole transaction may be run again.
struct Conflict : Error {
    using Error::Error;
};
/// No connection, lock or statement time-out, disk full: answer 503 and let the caller come back.
struct Unavailable : Error {
    using Error::Error;
};
/// The connection broke before COMMIT was sent, so nothing was done. `Database` has tried once more by
/// itself.
struct ConnectionLost : Unavailable {
    using Unavailable::Unavailable;
};
/// The connection was lost during COMMIT: done or not, nobody knows. Look for the idempotency key.
struct OutcomeUnknown : Error {
    using Error::Error;
};

} // namespace ocp::db
