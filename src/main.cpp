#include "ocpizza/cli/cli.h"

int main(int argc, char** argv)
{
    return ocp::cli::run(argc, argv);
}
