// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.adapters;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.gameauth.adapters.json.SettingsJson;
import io.github.gameauth.adapters.proof.AdapterContext;
import io.github.gameauth.platform.PlatformAdapter;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Every adapter by name, for services that are driven by configuration: the same settings records
 * that an embedding server fills in are made out of JSON.
 *
 * <pre>{@code
 * List<PlatformAdapter<?>> adapters = PlatformCatalog.standard().adapters("""
 *     {"steam": {"appIds": [480], "identity": "my-game", "publisherKey": {"env": "STEAM_KEY"}}}
 *     """, context);
 * }</pre>
 *
 * <p>A secret is a text, or where it lies: {@code {"env": "NAME"}} or {@code {"file": "/path"}}. A
 * member whose record component is {@code Optional} may be left out; an unknown one is a mistake.
 * Complaints read {@code steam.appIds: … (expected: …)} and show no value that may be secret.
 *
 * <p>Immutable and safe to share.
 */
public final class PlatformCatalog {
  /**
   * Makes an adapter; a constructor, as a rule.
   *
   * @param <S> the adapter's settings
   */
  @FunctionalInterface
  public interface Maker<S> {
    /** The adapter with these settings. */
    PlatformAdapter<?> make(S settings, AdapterContext context);
  }

  private record Entry<S>(String name, Class<S> settings, Maker<S> maker) {
    PlatformAdapter<?> adapter(SettingsJson json, JsonNode tree, AdapterContext context) {
      S bound = json.bind(name, tree, settings);
      try {
        return maker.make(bound, context);
      } catch (IllegalArgumentException e) {
        throw new IllegalArgumentException(name + "." + e.getMessage(), e);
      }
    }
  }

  // In alphabetical order. One line each.
  private static final PlatformCatalog STANDARD =
      of(
          entry("amazon", AmazonAdapter.Settings.class, AmazonAdapter::new),
          entry("apple", AppleAdapter.Settings.class, AppleAdapter::new),
          entry("discord", DiscordAdapter.Settings.class, DiscordAdapter::new),
          entry("epic", EpicAccountAdapter.Settings.class, EpicAccountAdapter::new),
          entry("epic-connect", EpicConnectAdapter.Settings.class, EpicConnectAdapter::new),
          entry("facebook", FacebookAdapter.Settings.class, FacebookAdapter::new),
          entry("game-center", GameCenterAdapter.Settings.class, GameCenterAdapter::new),
          entry("gog-ticket-players-can-alter", GogAdapter.Settings.class, GogAdapter::new),
          entry("google", GoogleAdapter.Settings.class, GoogleAdapter::new),
          entry(
              "google-play-games",
              GooglePlayGamesAdapter.Settings.class,
              GooglePlayGamesAdapter::new),
          entry("itch-token-of-any-game", ItchAdapter.Settings.class, ItchAdapter::new),
          entry("meta-quest", MetaQuestAdapter.Settings.class, MetaQuestAdapter::new),
          entry(
              "nintendo-account",
              NintendoAccountAdapter.Settings.class,
              NintendoAccountAdapter::new),
          entry("nintendo-nsa", NintendoNsaAdapter.Settings.class, NintendoNsaAdapter::new),
          entry("oidc", OidcAdapter.Settings.class, OidcAdapter::new),
          entry("playstation", PlayStationAdapter.Settings.class, PlayStationAdapter::new),
          entry("roblox", RobloxAdapter.Settings.class, RobloxAdapter::new),
          entry("steam", SteamAdapter.Settings.class, SteamAdapter::new),
          entry(
              "steam-encrypted-ticket",
              SteamEncryptedTicketAdapter.Settings.class,
              SteamEncryptedTicketAdapter::new),
          entry("twitch", TwitchAdapter.Settings.class, TwitchAdapter::new),
          entry("xbox", XboxAdapter.Settings.class, XboxAdapter::new));

  private static final SettingsJson OF_OPERATORS = SettingsJson.ofOperators(System::getenv);
  private static final SettingsJson OF_STRANGERS = SettingsJson.ofStrangers();

  private final Map<String, Entry<?>> entries;

  private PlatformCatalog(Map<String, Entry<?>> entries) {
    this.entries = Collections.unmodifiableMap(entries);
  }

  private static PlatformCatalog of(Entry<?>... entries) {
    Map<String, Entry<?>> named = new LinkedHashMap<>();
    List.of(entries).forEach(entry -> named.put(entry.name(), entry));
    return new PlatformCatalog(named);
  }

  private static <S> Entry<S> entry(String name, Class<S> settings, Maker<S> maker) {
    return new Entry<>(name, settings, maker);
  }

  /** All adapters of this library. */
  public static PlatformCatalog standard() {
    return STANDARD;
  }

  /**
   * The same with an adapter of one's own.
   *
   * @param name what it is called in the configuration
   * @param settings a record whose names are the members of its JSON
   * @throws IllegalArgumentException if the name is taken
   */
  public <S> PlatformCatalog and(String name, Class<S> settings, Maker<S> maker) {
    Map<String, Entry<?>> more = new LinkedHashMap<>(entries);
    if (more.put(name, entry(name, settings, maker)) != null) {
      throw new IllegalArgumentException(name + ": taken (expected: another name)");
    }
    return new PlatformCatalog(more);
  }

  /** The names, as they are written in a configuration. */
  public Set<String> names() {
    return entries.keySet();
  }

  /**
   * Makes the adapters that a configuration names: an object with a member for each, whose value is
   * the settings, or a list of them where a service takes several of a kind.
   *
   * @throws IllegalArgumentException with all complaints, a line each
   */
  public List<PlatformAdapter<?>> adapters(String json, AdapterContext context) {
    return adapters(json, context, OF_OPERATORS);
  }

  List<PlatformAdapter<?>> adapters(String json, AdapterContext context, SettingsJson reading) {
    List<PlatformAdapter<?>> adapters = new ArrayList<>();
    List<String> complaints = new ArrayList<>();
    reading
        .read("platforms", json)
        .properties()
        .forEach(
            member -> {
              Collection<JsonNode> all = new ArrayList<>();
              if (member.getValue().isArray()) {
                member.getValue().forEach(all::add);
              } else {
                all.add(member.getValue());
              }
              for (JsonNode settings : all) {
                try {
                  adapters.add(entry(member.getKey()).adapter(reading, settings, context));
                } catch (IllegalArgumentException e) {
                  complaints.add(e.getMessage());
                }
              }
            });
    if (!complaints.isEmpty()) {
      throw new IllegalArgumentException(String.join("\n", complaints));
    }
    return List.copyOf(adapters);
  }

  private Entry<?> entry(String name) {
    Entry<?> entry = entries.get(name);
    if (entry == null) {
      throw new IllegalArgumentException(
          "platforms: an unknown name (expected: one of " + String.join(", ", names()) + ")");
    }
    return entry;
  }

  /**
   * What a player sent, as the adapter's credential: a JSON object whose members are the names of
   * the credential's record. Secrets are texts here, and nothing else.
   *
   * @return empty if it is no such object
   */
  public static <C> Optional<C> credential(PlatformAdapter<C> adapter, String json) {
    try {
      JsonNode tree = OF_STRANGERS.read("credential", json);
      return Optional.of(OF_STRANGERS.bind("credential", tree, adapter.credentialType()));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /** The names. */
  @Override
  public String toString() {
    return "PlatformCatalog" + names();
  }
}
