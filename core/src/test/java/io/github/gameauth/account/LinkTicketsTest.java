// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.account;

import static io.github.gameauth.account.AccountsFixture.external;
import static io.github.gameauth.account.AccountsFixture.psn;
import static io.github.gameauth.testing.StartGate.together;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.gameauth.account.LinkTickets.Conflict;
import io.github.gameauth.secret.Fingerprint;
import io.github.gameauth.secret.Secret;
import io.github.gameauth.secret.SecretGenerator;
import io.github.gameauth.storage.memory.InMemoryStores;
import io.github.gameauth.store.OnceKey;
import io.github.gameauth.store.OnceStore;
import io.github.gameauth.store.StoreException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class LinkTicketsTest {
  private static final Instant NOW = Instant.parse("2030-01-01T12:00:00.123Z");
  private static final Duration LIFETIME = Duration.ofMinutes(10);
  private static final AccountId ADA = new AccountId("ada");
  private static final AccountId BOB = new AccountId("bob");

  private final OnceStore store = new InMemoryStores().once();
  private final LinkTickets tickets = new LinkTickets(store, new SecretGenerator(), LIFETIME);
  private final Conflict conflict = new Conflict(ADA, "session-1", BOB, external(psn("p 7 é 猫")));
  private final LinkProof proof = new LinkProof(ADA, "session-1", NOW);

  @Test
  void givesBackWhatATicketIsAbout() {
    LinkTicket ticket = tickets.issue(conflict, NOW);

    assertEquals(Optional.of(conflict), tickets.take(ticket.secret(), proof, NOW));
  }

  @Test
  void keepsAnEmptyTenant() {
    Conflict withoutTenant =
        new Conflict(ADA, "session-1", BOB, external(AccountsFixture.steam("7")));
    LinkTicket ticket = tickets.issue(withoutTenant, NOW);

    assertEquals(Optional.of(withoutTenant), tickets.take(ticket.secret(), proof, NOW));
  }

  @Test
  void isGoodUntilTheMillisecondBeforeItExpires() {
    LinkTicket one = tickets.issue(conflict, NOW);
    LinkTicket other = tickets.issue(conflict, NOW);

    assertEquals(NOW.plus(LIFETIME), one.expiresAt());
    assertEquals(
        Optional.of(conflict), tickets.take(one.secret(), proof, one.expiresAt().minusMillis(1)));
    assertEquals(Optional.empty(), tickets.take(other.secret(), proof, other.expiresAt()));
  }

  @Test
  void isGoodOnce() {
    LinkTicket ticket = tickets.issue(conflict, NOW);
    tickets.take(ticket.secret(), proof, NOW);

    assertEquals(Optional.empty(), tickets.take(ticket.secret(), proof, NOW));
  }

  @Test
  void isGoodForOneOfManyWhoBringItAtOnce() throws Exception {
    for (int round = 0; round < 50; round++) {
      Secret ticket = tickets.issue(conflict, NOW).secret();

      List<Optional<Conflict>> taken = together(8, i -> () -> tickets.take(ticket, proof, NOW));

      assertEquals(1, taken.stream().filter(Optional::isPresent).count());
    }
  }

  @Test
  void isUsedUpByAnotherSessionWhichGetsNothing() {
    Secret ticket = tickets.issue(conflict, NOW).secret();
    LinkProof otherSession = new LinkProof(ADA, "session-2", NOW);

    assertEquals(Optional.empty(), tickets.take(ticket, otherSession, NOW));
    assertEquals(Optional.empty(), tickets.take(ticket, proof, NOW));
  }

  @Test
  void isUsedUpByAnotherAccountWhichGetsNothing() {
    Secret ticket = tickets.issue(conflict, NOW).secret();
    LinkProof otherAccount = new LinkProof(BOB, "session-1", NOW);

    assertEquals(Optional.empty(), tickets.take(ticket, otherAccount, NOW));
    assertEquals(Optional.empty(), tickets.take(ticket, proof, NOW));
  }

  @Test
  void isUsedUpWhenThePlayerKeepsThingsAsTheyAre() {
    Secret ticket = tickets.issue(conflict, NOW).secret();

    tickets.discard(ticket, NOW);
    tickets.discard(Secret.of("no ticket"), NOW);

    assertEquals(Optional.empty(), tickets.take(ticket, proof, NOW));
  }

  @Test
  void cannotBeGuessed() { // L10
    Set<Secret> seen = new HashSet<>();
    for (int i = 0; i < 100; i++) {
      Secret secret = tickets.issue(conflict, NOW).secret();
      assertEquals(43, secret.length());
      assertTrue(seen.add(secret));
    }
    assertEquals(Optional.empty(), tickets.take(Secret.of("no ticket"), proof, NOW));
  }

  @Test
  void isNotKeptItself() { // L8
    Secret ticket = tickets.issue(conflict, NOW).secret();

    String payload = store.consume(new OnceKey("link", Fingerprint.of(ticket)), NOW).orElseThrow();

    assertFalse(payload.contains(ticket.reveal()), payload);
  }

  @Test
  void showsNobody() { // N1
    LinkTicket ticket = tickets.issue(conflict, NOW);
    String shown = ticket + " " + proof;

    assertFalse(shown.contains(ticket.secret().reveal()), shown);
    assertFalse(shown.contains("session-1"), shown);
    assertFalse(shown.contains("ada"), shown);
  }

  @Test
  void failsOnWhatItCannotReadWithoutShowingIt() {
    List<String> odd =
        List.of(
            "",
            "1",
            "1\na\ns\nb\nsteam\n",
            "2\na\ns\nb\nsteam\n\n7",
            "1\na\ns\nb\nsteam\n\n7\n8",
            "1\nUPPER\ns\nb\nsteam\n\n7");
    for (String text : odd) {
      Secret ticket = new SecretGenerator().secret();
      store.claim(new OnceKey("link", Fingerprint.of(ticket)), text, NOW, NOW.plus(LIFETIME));

      StoreException thrown =
          assertThrows(StoreException.class, () -> tickets.take(ticket, proof, NOW));
      assertEquals("link ticket: what is kept cannot be read", thrown.getMessage());
    }
  }

  @Test
  void isMadeAnewWhenAStoreFindsItsOwnFirstTry() {
    Claiming lost = new Claiming(2);

    LinkTicket ticket = new LinkTickets(lost, new SecretGenerator(), LIFETIME).issue(conflict, NOW);

    assertEquals(Optional.of(conflict), tickets.take(ticket.secret(), proof, NOW));
    assertThrows(
        StoreException.class,
        () ->
            new LinkTickets(new Claiming(3), new SecretGenerator(), LIFETIME).issue(conflict, NOW));
  }

  /** Says so many times that another was first. */
  private final class Claiming implements OnceStore {
    private int refusals;

    Claiming(int refusals) {
      this.refusals = refusals;
    }

    @Override
    public boolean claim(OnceKey key, String payload, Instant now, Instant expiresAt) {
      return refusals-- <= 0 && store.claim(key, payload, now, expiresAt);
    }

    @Override
    public Optional<String> consume(OnceKey key, Instant now) {
      return store.consume(key, now);
    }

    @Override
    public int purge(Instant now, int most) {
      return store.purge(now, most);
    }
  }
}
