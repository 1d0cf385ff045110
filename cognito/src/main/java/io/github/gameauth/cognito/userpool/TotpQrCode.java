// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.cognito.userpool;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.zxing.WriterException;
import com.google.zxing.qrcode.decoder.ErrorCorrectionLevel;
import com.google.zxing.qrcode.encoder.ByteMatrix;
import com.google.zxing.qrcode.encoder.Encoder;
import io.github.gameauth.secret.Secret;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.zip.CRC32;
import java.util.zip.Deflater;

/**
 * The QR code of an {@code otpauth://} URL, made on this machine. Needs {@code
 * com.google.zxing:core}, which is optional. The picture is worth as much as the key: show it once,
 * over TLS, with {@code Cache-Control: no-store}.
 *
 * <pre>{@code
 * byte[] png = TotpQrCode.of(setup.otpauthUrl("My Game", "zoe")).png(6);
 * }</pre>
 *
 * <p>Immutable and safe to share.
 */
public final class TotpQrCode {
  /** The white around it that readers need, in modules; by ISO/IEC 18004. */
  private static final int QUIET = 4;

  private static final int MAX_SCALE = 32;
  private static final byte[] PNG = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'};

  private final ByteMatrix matrix;

  private TotpQrCode(ByteMatrix matrix) {
    this.matrix = matrix;
  }

  /**
   * The code of that URL.
   *
   * @throws IllegalArgumentException if it is too long for one, beyond some 2000 characters
   */
  public static TotpQrCode of(Secret otpauthUrl) {
    try {
      return new TotpQrCode(
          Encoder.encode(otpauthUrl.reveal(), ErrorCorrectionLevel.M).getMatrix());
    } catch (WriterException e) {
      // Not its message: it may hold the URL.
      throw new IllegalArgumentException(
          "otpauthUrl: " + otpauthUrl.length() + " bytes (expected: up to some 2000)");
    }
  }

  /** How many modules it is wide and high, with the white around it. */
  public int size() {
    return matrix.getWidth() + 2 * QUIET;
  }

  /** Whether a module is dark, counted from the upper left corner of the white around it. */
  public boolean isDark(int column, int row) {
    int x = column - QUIET;
    int y = row - QUIET;
    return x >= 0
        && y >= 0
        && x < matrix.getWidth()
        && y < matrix.getHeight()
        && matrix.get(x, y) == 1;
  }

  /**
   * A PNG, black on white.
   *
   * @param scale how many pixels a module is wide; 1 to 32
   */
  public byte[] png(int scale) {
    if (scale < 1 || scale > MAX_SCALE) {
      throw new IllegalArgumentException("scale: " + scale + " (expected: 1 to " + MAX_SCALE + ")");
    }
    int pixels = size() * scale;
    ByteArrayOutputStream png = new ByteArrayOutputStream();
    png.writeBytes(PNG);
    // One bit a pixel, grey, no interlacing.
    chunk(png, "IHDR", ByteBuffer.allocate(13).putInt(pixels).putInt(pixels).put((byte) 1).array());
    chunk(png, "IDAT", deflated(rows(scale, pixels)));
    chunk(png, "IEND", new byte[0]);
    return png.toByteArray();
  }

  /** Each row begins with the byte of its filter, which is none. */
  private byte[] rows(int scale, int pixels) {
    int length = 1 + (pixels + 7) / 8;
    byte[] rows = new byte[length * pixels];
    for (int y = 0; y < pixels; y++) {
      for (int x = 0; x < pixels; x++) {
        if (!isDark(x / scale, y / scale)) {
          rows[y * length + 1 + x / 8] |= (byte) (0x80 >> (x % 8));
        }
      }
    }
    return rows;
  }

  private static byte[] deflated(byte[] data) {
    Deflater deflater = new Deflater();
    try {
      deflater.setInput(data);
      deflater.finish();
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      byte[] buffer = new byte[4096];
      while (!deflater.finished()) {
        out.write(buffer, 0, deflater.deflate(buffer));
      }
      return out.toByteArray();
    } finally {
      deflater.end();
    }
  }

  private static void chunk(ByteArrayOutputStream png, String type, byte[] data) {
    byte[] name = type.getBytes(ISO_8859_1);
    CRC32 check = new CRC32();
    check.update(name);
    check.update(data);
    png.writeBytes(ByteBuffer.allocate(4).putInt(data.length).array());
    png.writeBytes(name);
    png.writeBytes(data);
    png.writeBytes(ByteBuffer.allocate(4).putInt((int) check.getValue()).array());
  }

  /** An SVG in UTF-8, black on white, of whatever size it is shown in. */
  public byte[] svg() {
    StringBuilder path = new StringBuilder();
    for (int row = 0; row < size(); row++) {
      for (int column = 0; column < size(); column++) {
        if (isDark(column, row)) {
          path.append('M').append(column).append(' ').append(row).append("h1v1h-1z");
        }
      }
    }
    String side = Integer.toString(size());
    return ("<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 "
            + (side + " " + side)
            + "\" shape-rendering=\"crispEdges\"><path fill=\"#fff\" d=\"M0 0h"
            + (side + "v" + side)
            + "H0z\"/><path d=\""
            + path
            + "\"/></svg>")
        .getBytes(UTF_8);
  }

  /** Lines for a terminal with light text on a dark ground, two modules above each other a sign. */
  public String text() {
    StringBuilder text = new StringBuilder();
    for (int row = 0; row < size(); row += 2) {
      for (int column = 0; column < size(); column++) {
        boolean upper = !isDark(column, row);
        boolean lower = row + 1 < size() && !isDark(column, row + 1);
        text.append(upper ? (lower ? '█' : '▀') : (lower ? '▄' : ' '));
      }
      text.append('\n');
    }
    return text.toString();
  }

  /** {@code TotpQrCode(…)}. */
  @Override
  public String toString() {
    return "TotpQrCode(…)";
  }
}
