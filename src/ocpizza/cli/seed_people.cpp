#include "ocpizza/cli/seed_people.h"

#include "ocpizza/cli/seed_files.h"

#include <optional>

namespace ocp::seeds {

namespace {

using Json = nlohmann::ordered_json;

std::string text(Json const& object, char const* key)
{
    return object.at(key).get<std::string>();
}

struct Person {
    std::string firstname, lastname, email;
    std::optional<std::string> phone;
};

UserId seed_user(db::Transaction& tx, Person const& person, std::string const& hash, Instant now)
{
    std::optional<std::string> last4;
    if (person.phone) last4 = person.phone->substr(person.phone->size() - 4);
    return UserId{tx.insert(R"sql(
        INSERT INTO users (firstname, lastname, email, password, phone, phone_last4, created_at, updated_at)
        VALUES (:firstname, :lastname, :email, :password, :phone, :last4, :now, :now) RETURNING id)sql",
        {{"firstname", person.firstname}, {"lastname", person.lastname}, {"email", person.email},
            {"password", hash}, {"phone", person.phone}, {"last4", last4}, {"now", now}})};
}

void seed_role(
    db::Transaction& tx, UserId user, std::string const& role, std::optional<PizzeriaId> shop, Instant now)
{
    tx.write(R"sql(
        INSERT INTO users_has_roles (user_id, role, pizzeria_id, created_at, updated_at)
        VALUES (:user, :role, :shop, :now, :now))sql",
        {{"user", user}, {"role", role}, {"shop", shop}, {"now", now}});
}

AddressId seed_home(db::Transaction& tx, UserId user, Json const& address, Instant now)
{
    AddressId const id{tx.insert(R"sql(
        INSERT INTO addresses (line, city, postcode, latitude, longitude, created_at, updated_at)
        VALUES (:line, :city, :postcode, :latitude, :longitude, :now, :now) RETURNING id)sql",
        {{"line", text(address, "line")}, {"city", text(address, "city")},
            {"postcode", text(address, "postcode")}, {"latitude", address.at("latitude").get<double>()},
            {"longitude", address.at("longitude").get<double>()}, {"now", now}})};
    tx.write(R"sql(
        INSERT INTO users_has_addresses (user_id, address_id, is_default, created_at, updated_at)
        VALUES (:user, :address, 1, :now, :now))sql",
        {{"user", user}, {"address", id}, {"now", now}});
    return id;
}

Customer customer_at(UserId user, Person const& person, AddressId id, Json const& address)
{
    return {user, person.firstname + " " + person.lastname, person.phone.value_or(""), id,
        text(address, "line"), text(address, "postcode"), text(address, "city"),
        {address.at("latitude").get<double>(), address.at("longitude").get<double>()}};
}

void add_staff(Staff& staff, std::string const& role, UserId user)
{
    if (role == "manager") staff.managers.push_back(user);
    if (role == "pizzaiolo") staff.pizzaiolos.push_back(user);
    if (role == "driver") staff.drivers.push_back(user);
}

std::optional<PizzeriaId> shop_with(std::vector<SeededShop> const& shops, std::string const& slug)
{
    for (auto const& shop : shops)
        if (shop.slug == slug) return shop.id;
    return std::nullopt;
}

std::string for_shop(std::string pattern, std::string const& slug)
{
    static constexpr std::string_view place = "{shop}";
    return pattern.replace(pattern.find(place), place.size(), slug);
}

} // namespace

std::string demo_password()
{
    return text(json("people.json"), "password");
}

SeededPeople seed_people(
    db::Transaction& tx, std::vector<SeededShop> const& shops, std::string const& password_hash, Instant now)
{
    SeededPeople seeded;
    auto const people = json("people.json");
    for (auto const& one : people.at("cast")) {
        std::optional<std::string> phone;
        if (one.contains("phone")) phone = international(text(one, "phone"));
        Person const person{text(one, "firstname"), text(one, "lastname"), text(one, "email"), phone};
        auto const user = seed_user(tx, person, password_hash, now);
        if (one.contains("address"))
            seeded.customers.push_back(
                customer_at(user, person, seed_home(tx, user, one.at("address"), now), one.at("address")));
        if (!one.contains("role")) continue;
        auto const role = text(one, "role");
        auto const shop = one.contains("shop") ? shop_with(shops, text(one, "shop")) : std::nullopt;
        seed_role(tx, user, role, shop, now);
        if (shop) add_staff(seeded.staff[*shop], role, user);
    }
    for (auto const& shop : shops) {
        for (auto const& one : people.at("staff_of_each_shop")) {
            auto const user = seed_user(tx,
                {text(one, "firstname"), shop.name, for_shop(text(one, "email"), shop.slug), std::nullopt},
                password_hash, now);
            seed_role(tx, user, text(one, "role"), shop.id, now);
            add_staff(seeded.staff[shop.id], text(one, "role"), user);
        }
    }
    return seeded;
}

} // namespace ocp::seeds
