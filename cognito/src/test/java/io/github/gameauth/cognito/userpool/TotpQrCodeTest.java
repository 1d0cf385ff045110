// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.cognito.userpool;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.zxing.BinaryBitmap;
import com.google.zxing.RGBLuminanceSource;
import com.google.zxing.common.HybridBinarizer;
import com.google.zxing.qrcode.QRCodeReader;
import io.github.gameauth.secret.Secret;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class TotpQrCodeTest {
  private static final Secret URL =
      new TotpSetup(Secret.of("JBSWY3DPEHPK3PXP".repeat(3)))
          .otpauthUrl("My Game", "zoë@example.com");

  private final TotpQrCode code = TotpQrCode.of(URL);

  private static String read(int[] pixels, int width) throws Exception {
    RGBLuminanceSource source = new RGBLuminanceSource(width, pixels.length / width, pixels);
    return new QRCodeReader().decode(new BinaryBitmap(new HybridBinarizer(source))).getText();
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 3, 6, 32})
  void drawsAPngThatReadersRead(int scale) throws Exception {
    BufferedImage image = ImageIO.read(new ByteArrayInputStream(code.png(scale)));

    assertEquals(code.size() * scale, image.getWidth());
    assertEquals(code.size() * scale, image.getHeight());
    int width = image.getWidth();
    int[] pixels = image.getRGB(0, 0, width, image.getHeight(), null, 0, width);
    assertEquals(URL.reveal(), read(pixels, width));
  }

  @Test
  void drawsAnSvgOfTheSameModules() {
    String svg = new String(code.svg(), UTF_8);

    assertTrue(svg.startsWith("<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 "), svg);
    Matcher modules = Pattern.compile("M(\\d+) (\\d+)h1v1h-1z").matcher(svg);
    int dark = 0;
    while (modules.find()) {
      dark++;
      assertTrue(
          code.isDark(Integer.parseInt(modules.group(1)), Integer.parseInt(modules.group(2))));
    }
    int expected = 0;
    for (int i = 0; i < code.size() * code.size(); i++) {
      expected += code.isDark(i % code.size(), i / code.size()) ? 1 : 0;
    }
    assertEquals(expected, dark);
  }

  @Test
  void writesLinesForATerminalThatReadersRead() throws Exception {
    String[] lines = code.text().split("\n");
    int scale = 4;
    int width = code.size() * scale;
    int[] pixels = new int[width * lines.length * 2 * scale];
    for (int i = 0; i < pixels.length; i++) {
      int row = i / width / scale;
      char sign = lines[row / 2].charAt(i % width / scale);
      boolean light = sign == '█' || sign == (row % 2 == 0 ? '▀' : '▄');
      pixels[i] = light ? 0xffffff : 0;
    }

    assertEquals(URL.reveal(), read(pixels, width));
  }

  @Test
  void isWhiteAllAround() {
    for (int i = 0; i < code.size(); i++) {
      for (int edge : new int[] {0, 3, code.size() - 4, code.size() - 1}) {
        assertFalse(code.isDark(i, edge) || code.isDark(edge, i));
      }
    }
    assertTrue(code.isDark(4, 4));
    assertFalse(code.isDark(-1, 4) || code.isDark(4, code.size() + 9));
  }

  @Test
  void complainsWithoutShowingTheUrl() {
    Secret huge = Secret.of("hidden".repeat(1000));

    Exception thrown = assertThrows(IllegalArgumentException.class, () -> TotpQrCode.of(huge));
    assertFalse((thrown.getMessage() + thrown.getCause()).contains("hidden"));
    assertThrows(IllegalArgumentException.class, () -> code.png(0));
    assertThrows(IllegalArgumentException.class, () -> code.png(33));
    assertFalse(code.toString().contains("JBSW"));
  }
}
