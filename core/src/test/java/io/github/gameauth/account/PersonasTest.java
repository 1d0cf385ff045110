// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.account;

import static io.github.gameauth.account.AccountsFixture.GAME;
import static io.github.gameauth.account.AccountsFixture.OTHER_GAME;
import static io.github.gameauth.testing.StartGate.together;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.gameauth.secret.Secret;
import io.github.gameauth.storage.memory.InMemoryStores;
import io.github.gameauth.store.StoreException;
import io.github.gameauth.testing.BreakableStore;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class PersonasTest {
  /** The bytes 00 to 1f. */
  private static final Secret FIRST_KEY = key(0);

  private static final Secret SECOND_KEY = key(32);
  private static final AccountId ADA = new AccountId("acc-0001");

  private final InMemoryStores stores = new InMemoryStores();
  private final BreakableStore store = new BreakableStore();
  private final PersonaStore kept = store.before(PersonaStore.class, stores.personas());
  private final Personas personas = Personas.of(kept, PersonaKeys.of(FIRST_KEY));

  @ParameterizedTest
  @CsvSource({
    "lostsky, acc-0001, 7k6qbovzzxb3aeeutiloilnx64mnzhlk, fabd00ba-b9cd-83b0-9094-9a16e42db7f7",
    "lostsky2, acc-0001, jwnwmyrwaxlw2xl6opwwwcog5fktww7k, 4d9b6662-3605-876d-9d7e-73ed6b09c6e9",
    "lostsky, acc-0002, uq4nc2l3hyaq6buxwioth5xklqfuvvuv, a438d169-7b3e-810f-8697-b21d33f6ea5c",
    "lostsk, yacc-0001, hlikfjzai3m6uklr7ph7okhylrmrucv7, 3ad0a2a7-2046-89ea-a971-fbcff728f85c",
  })
  void derivesTheVectors(String game, String account, String inShort, String uuid) {
    Personas inUuids =
        Personas.of(new InMemoryStores().personas(), PersonaKeys.of(FIRST_KEY), PersonaForm.UUID);

    Persona persona = personas.personaOf(new AccountId(account), new GameId(game));
    Persona other = inUuids.personaOf(new AccountId(account), new GameId(game));

    assertEquals(
        Persona.inUse(new GameId(game), new PersonaId(inShort), new AccountId(account), 1),
        persona);
    assertEquals(new PersonaId(uuid), other.id());
    assertEquals(8, UUID.fromString(uuid).version());
    assertEquals(2, UUID.fromString(uuid).variant());
  }

  @Test
  void callsAPlayerTheSameEachTimeAndWritesItOnce() {
    Persona first = personas.personaOf(ADA, GAME);

    assertEquals(first, personas.personaOf(ADA, GAME));

    assertEquals(List.of("current", "getOrAssign", "current"), store.asked());
  }

  @Test
  void callsAPlayerDifferentlyInAnotherGame() {
    assertNotEquals(personas.personaOf(ADA, GAME).id(), personas.personaOf(ADA, OTHER_GAME).id());
  }

  @Test
  void keepsWhatIsStoredWhenTheKeyChanges() {
    Persona before = personas.personaOf(ADA, GAME);
    Personas rotated =
        Personas.of(kept, PersonaKeys.of(Map.of(1, FIRST_KEY, 2, SECOND_KEY)), PersonaForm.UUID);
    AccountId bob = new AccountId("bob");

    assertEquals(before, rotated.personaOf(ADA, GAME));
    assertEquals(2, rotated.personaOf(bob, GAME).keyVersion());
    assertEquals(
        new PersonaDerivation(SECOND_KEY, PersonaForm.UUID).idOf(bob, GAME),
        rotated.personaOf(bob, GAME).id());
  }

  @Test
  void agreesOnOnePersonaHoweverManyServersAskFirst() throws Exception {
    Personas rotated = Personas.of(kept, PersonaKeys.of(Map.of(1, FIRST_KEY, 2, SECOND_KEY)));
    for (int round = 0; round < 50; round++) {
      AccountId account = new AccountId("r" + round);

      List<Persona> found =
          together(16, i -> () -> (i % 2 == 0 ? personas : rotated).personaOf(account, GAME));

      assertEquals(Set.of(found.get(0)), Set.copyOf(found));
    }
  }

  @Test
  void namesWhatAGameCalledThePlayerBeforeAMerge() {
    Persona old = persona(GAME, "old", new AccountId("old"));
    Persona older = persona(GAME, "older", new AccountId("older"));
    Persona elsewhere = persona(OTHER_GAME, "elsewhere", new AccountId("old"));
    Persona ada = personas.personaOf(account(ADA), GAME);
    personas.personaOf(ADA, OTHER_GAME);
    merge(old.account(), older.account());
    merge(ADA, old.account());

    assertEquals(Set.of(old.id(), older.id()), Set.copyOf(personas.aliasesOf(ada)));
    assertEquals(List.of(elsewhere.id()), personas.aliasesOf(personas.personaOf(ADA, OTHER_GAME)));
  }

  @Test
  void knowsNoAliasesOfAPlayerWhoNeverMerged() {
    assertEquals(List.of(), personas.aliasesOf(personas.personaOf(ADA, GAME)));
  }

  @Test
  void failsWithItsStore() {
    Persona ada = personas.personaOf(ADA, GAME);
    store.breakDown();

    assertThrows(StoreException.class, () -> personas.personaOf(ADA, GAME));
    assertThrows(StoreException.class, () -> personas.aliasesOf(ada));
  }

  private AccountId account(AccountId id) {
    stores
        .accounts()
        .findOrCreate(
            AccountsFixture.external(AccountsFixture.steam(id.value())),
            Account.fresh(id, AccountKind.SHADOW, Instant.EPOCH));
    return id;
  }

  private Persona persona(GameId game, String id, AccountId account) {
    return stores
        .personas()
        .getOrAssign(Persona.inUse(game, new PersonaId(id), account(account), 1));
  }

  private void merge(AccountId winner, AccountId loser) {
    MergeOutcome outcome =
        stores
            .accounts()
            .merge(
                winner, loser, LinkRules.USUAL.onePerProvider(false), Instant.EPOCH, Instant.EPOCH);
    assertEquals(MergeOutcome.Merged.class, outcome.getClass());
  }

  private static Secret key(int from) {
    byte[] bytes = new byte[32];
    for (int i = 0; i < 32; i++) {
      bytes[i] = (byte) (from + i);
    }
    return Secret.ofBytes(bytes);
  }
}
