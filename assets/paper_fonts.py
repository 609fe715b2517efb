"""The fonts of papers (PDF): cut down from their originals to what names and figures need, and written into the package.

    python -m venv /tmp/fonts && /tmp/fonts/bin/pip install fonttools && /tmp/fonts/bin/python assets/paper_fonts.py

Needs npm for the originals (`@expo-google-fonts/…`, which hold the files of Google Fonts unchanged). Run by hand, when
a font has a new version or a character is missing. What comes out is the same on every run.

* Noto Sans SC: every hanzi of the block U+4E00–9FFF (so GB 2312, GBK and Big5, traditional ones too) and the ones of the
  通用规范汉字表 that stand elsewhere, with punctuation, full-width forms and kana.
* Inter, regular and semibold: Latin, Greek, Cyrillic and currency signs; figures are all of one width.
"""

import shutil
import subprocess
import tempfile
from pathlib import Path

from fontTools import subset
from fontTools.ttLib import sfnt

TARGET = Path(__file__).resolve().parent.parent / "marketplace/papers/fonts"

# Characters of the 通用规范汉字表 in Extension A; those above U+20000 are taken whole.
OF_EXTENSION_A = (
    "㧐㧟䏝㤘䥽䁖䦃㸆䜣㧑㕮㑇㳇䢺䢼㭎㟃㑊䌹㛃㭕䴓䶮䏡㶲㳚㳘䓖㛚䂮㙍䓫䓬䓨䓛䴕㫰䎃㿠䝙䏲䴔㥄㙘䐃㺄㴔㛹䴖䃅䣘㬊䅟䲟䃎䴗㬎㙦㽏㮾㻬䗖㠇䴘㵐㬚䗛㠓㘎䲠䗪䗴䲢䎖䴙㰀㸌"
)

LATIN = [(0x20, 0x7E), (0xA0, 0x24F), (0x2B0, 0x2FF), (0x370, 0x3FF), (0x400, 0x4FF), (0x1E00, 0x1EFF)]
SIGNS = [(0x2010, 0x2027), (0x2030, 0x205F), (0x2070, 0x2094), (0x20A0, 0x20C0), (0x2100, 0x2199), (0x2200, 0x22FF)]
CHINESE = [(0x2010, 0x2027), (0x2460, 0x2473), (0x25A0, 0x25FF), (0x3000, 0x303F), (0x3041, 0x30FF), (0x4E00, 0x9FFF)]
CHINESE += [(0xFF01, 0xFFE6), (0x20000, 0x3FFFF)]

INTER, NOTO = "@expo-google-fonts/inter@0.4.2", "@expo-google-fonts/noto-sans-sc@0.4.3"
FONTS = [
    ("inter-regular.woff", INTER, "400Regular/Inter_400Regular.ttf", LATIN + SIGNS),
    ("inter-semibold.woff", INTER, "600SemiBold/Inter_600SemiBold.ttf", LATIN + SIGNS),
    ("noto-sans-sc.woff", NOTO, "400Regular/NotoSansSC_400Regular.ttf", CHINESE),
]
LICENSES = [("inter.LICENSE.txt", INTER), ("noto-sans-sc.LICENSE.txt", NOTO)]

FIGURES = "zero one two three four five six seven eight nine".split()


def main():
    with tempfile.TemporaryDirectory() as folder:
        unpacked = {package: unpack(package, Path(folder)) for package in (INTER, NOTO)}
        TARGET.mkdir(parents=True, exist_ok=True)
        for name, package, source, ranges in FONTS:
            cut(unpacked[package] / source, TARGET / name, ranges)
            print(name, (TARGET / name).stat().st_size)
        for name, package in LICENSES:
            shutil.copy(unpacked[package] / "LICENSE_FONT", TARGET / name)


def unpack(package, folder):
    packed = subprocess.check_output(["npm", "pack", "--silent", package], cwd=folder, text=True).split()[-1]
    into = folder / packed.removesuffix(".tgz")
    shutil.unpack_archive(folder / packed, into)
    return into / "package"


def cut(source, target, ranges):
    wanted = {code for first, last in ranges for code in range(first, last + 1)} | {ord(one) for one in OF_EXTENSION_A}
    options = subset.Options(
        layout_features=[],
        hinting=False,
        notdef_outline=True,
        name_IDs=[0, 1, 2, 3, 4, 5, 6, 13, 14],
        drop_tables=["GSUB", "GPOS", "GDEF", "BASE", "STAT", "vhea", "vmtx", "gasp", "DSIG", "VORG"],
        recalc_timestamp=False,
    )
    font = subset.load_font(source, options)
    of_one_width(font)
    cutter = subset.Subsetter(options)
    cutter.populate(unicodes=wanted)
    cutter.subset(font)
    sfnt.ZLIB_COMPRESSION_LEVEL = 9
    font.flavor = "woff"
    font.save(target)


def of_one_width(font):
    """Figures that stand below each other, where a font has such ones beside its own."""
    drawn = set(font.getGlyphOrder())
    for table in font["cmap"].tables:
        for code, glyph in table.cmap.items():
            if glyph in FIGURES and glyph + ".tf" in drawn:
                table.cmap[code] = glyph + ".tf"


if __name__ == "__main__":
    main()
