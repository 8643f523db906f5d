#include "account/business/note_act.h"

#include "account/model/act_store.h"

namespace ocp::account {

void note_act(db::Transaction& tx, Act const& act)
{
    add_act(tx, act);
}

std::vector<KnownAct> acts_about(db::Reader const& reader, PizzeriaId shop, std::string const& subject)
{
    return find_acts(reader, shop, subject);
}

} // namespace ocp::account
