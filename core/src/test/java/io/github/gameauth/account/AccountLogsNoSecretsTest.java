// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.account;

import static io.github.gameauth.account.AccountsFixture.GAME;
import static io.github.gameauth.account.AccountsFixture.external;
import static io.github.gameauth.account.AccountsFixture.guest;
import static io.github.gameauth.account.AccountsFixture.psn;
import static io.github.gameauth.account.AccountsFixture.steam;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.gameauth.account.LinkAnswer.OwnedByOther;
import io.github.gameauth.platform.GuestAdapter;
import io.github.gameauth.platform.GuestCredential;
import io.github.gameauth.secret.Secret;
import io.github.gameauth.testing.CapturedLogs;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Attack rows N1 and N3: what is shown of players and of what proves them. */
final class AccountLogsNoSecretsTest {
  private static final Secret KEY = Secret.of("persona-key-persona-key-persona!");

  @RegisterExtension final CapturedLogs logs = CapturedLogs.ofEverythingOurs();

  private final AccountsFixture here = new AccountsFixture();
  private final Accounts accounts =
      here.accounts().merging((from, into) -> true).progress(account -> true).build();
  private final Personas personas =
      Personas.of(here.stores.personas(), PersonaKeys.of(KEY), PersonaForm.UUID);
  private final List<Object> shown = new ArrayList<>();

  @Test
  void neitherAnswersNorEventsNorComplaintsShowPlayersOrSecrets() {
    Account ada = show(accounts.findOrCreate(external(steam("subject-ada")))).account();
    Account bob = show(accounts.findOrCreate(external(psn("subject-bob")))).account();
    NewGuest guest = show(accounts.createGuest());
    GuestCredential next = show(accounts.rotateGuestSecret(guest.credential().id())).orElseThrow();
    show(new GuestAdapter(here.stores.guests(), here.clock).verify(next));
    LinkProof proof = show(new LinkProof(ada.id(), "session-ada", here.clock.instant()));
    OwnedByOther conflict =
        assertInstanceOf(OwnedByOther.class, show(accounts.link(proof, psn("subject-bob"))));
    show(accounts.link(proof, guest(guest)));
    Persona persona = show(personas.personaOf(ada.id(), GAME));
    show(personas.aliasesOf(persona));
    show(personas);
    show(PersonaKeys.of(Map.of(1, KEY)));
    show(accounts.merge(proof, conflict.ticket().secret()));
    show(accounts.links(ada.id()));
    show(accounts.audit(ada.id()));
    show(accounts.find(bob.id()));
    show(accounts.find(external(psn("subject-bob")), GAME));
    accounts.ban(external(psn("subject-bob")), Ban.forever("cheating"));
    show(accounts);
    shown.addAll(here.events);
    here.store.breakDown();
    complain(() -> accounts.findOrCreate(external(steam("subject-new"))));
    complain(() -> accounts.merge(proof, conflict.ticket().secret()));
    here.store.mend();
    complain(() -> accounts.findOrCreate(ExternalIdentity.ofGuest("subject-guest")));
    complain(() -> PersonaKeys.of(Map.of(1, KEY, 2, KEY)));
    complain(() -> PersonaKeys.of(Secret.of("persona-key")));
    complain(() -> new LinkProof(ada.id(), "session-ada " + guest.credential().secret(), null));
    shown.addAll(logs.texts());

    for (String hidden :
        List.of(
            "subject-",
            "session-ada",
            "persona-key",
            ada.id().value(),
            bob.id().value(),
            persona.id().value(),
            guest.account().id().value(),
            guest.credential().secret().reveal().substring(4),
            next.secret().reveal().substring(4),
            conflict.ticket().secret().reveal())) {
      for (Object each : shown) {
        assertFalse(each.toString().contains(hidden), () -> hidden + " in " + each);
      }
    }
  }

  private <T> T show(T object) {
    shown.add(object);
    return object;
  }

  private void complain(Runnable call) {
    for (Throwable t = assertThrows(RuntimeException.class, call::run);
        t != null;
        t = t.getCause()) {
      shown.add(t.toString());
    }
  }
}
