"""What creators post about: our list of niches, and the words by which texts name them."""

from __future__ import annotations

import unicodedata
from enum import StrEnum

from marketplace.base.text import N_


class Niche(StrEnum):
    """A field of interest; stored by its value in lists of niches."""

    FOOD = "food"
    TRAVEL = "travel"
    BEAUTY = "beauty"
    FASHION = "fashion"
    FITNESS = "fitness"
    HOME = "home"
    PARENTING = "parenting"
    PETS = "pets"
    TECH = "tech"
    GAMES = "games"
    CARS = "cars"
    EDUCATION = "education"
    CAREER = "career"
    MONEY = "money"
    HEALTH = "health"
    BOOKS = "books"
    FILM = "film"
    MUSIC = "music"
    PHOTOGRAPHY = "photography"
    ART = "art"
    CRAFTS = "crafts"
    OUTDOORS = "outdoors"
    WEDDING = "wedding"
    LIFE = "life"


LABELS: dict[StrEnum, str] = {
    Niche.FOOD: N_("Food and drink"),
    Niche.TRAVEL: N_("Travel"),
    Niche.BEAUTY: N_("Beauty"),
    Niche.FASHION: N_("Fashion"),
    Niche.FITNESS: N_("Sport and fitness"),
    Niche.HOME: N_("Home and interior"),
    Niche.PARENTING: N_("Family and children"),
    Niche.PETS: N_("Pets"),
    Niche.TECH: N_("Technology"),
    Niche.GAMES: N_("Games"),
    Niche.CARS: N_("Cars"),
    Niche.EDUCATION: N_("Learning and study"),
    Niche.CAREER: N_("Work and career"),
    Niche.MONEY: N_("Personal finance"),
    Niche.HEALTH: N_("Health"),
    Niche.BOOKS: N_("Books"),
    Niche.FILM: N_("Film and series"),
    Niche.MUSIC: N_("Music"),
    Niche.PHOTOGRAPHY: N_("Photography"),
    Niche.ART: N_("Art and design"),
    Niche.CRAFTS: N_("Crafts"),
    Niche.OUTDOORS: N_("Outdoors"),
    Niche.WEDDING: N_("Weddings"),
    Niche.LIFE: N_("Everyday life"),
}

WORDS: dict[Niche, tuple[str, ...]] = {
    Niche.FOOD: ("food", "foodie", "dessert", "cooking", "美食", "探店", "料理", "甜品", "烘焙", "做饭", "吃喝"),
    Niche.TRAVEL: ("travel", "旅行", "旅游", "出行", "自驾"),
    Niche.BEAUTY: ("beauty", "makeup", "skincare", "美妆", "护肤", "化妆", "美甲", "香水"),
    Niche.FASHION: ("fashion", "ootd", "穿搭", "时尚", "服饰"),
    Niche.FITNESS: ("fitness", "yoga", "gym", "健身", "瑜伽", "运动", "跑步"),
    Niche.HOME: ("interior", "家居", "装修", "好物"),
    Niche.PARENTING: ("parenting", "mom", "母婴", "育儿", "宝妈", "亲子", "宝宝"),
    Niche.PETS: ("pets", "宠物", "养猫", "养狗", "铲屎官"),
    Niche.TECH: ("tech", "technology", "科技", "数码", "编程", "程序员"),
    Niche.GAMES: ("gaming", "games", "游戏"),
    Niche.CARS: ("cars", "汽车"),
    Niche.EDUCATION: ("education", "study", "教育", "学习", "留学", "英语"),
    Niche.CAREER: ("career", "职场", "求职", "工作"),
    Niche.MONEY: ("finance", "理财", "投资", "财经", "省钱"),
    Niche.HEALTH: ("health", "健康", "养生", "减肥"),
    Niche.BOOKS: ("books", "reading", "读书", "书籍", "阅读"),
    Niche.FILM: ("film", "movies", "影视", "电影", "追剧"),
    Niche.MUSIC: ("music", "音乐", "唱歌"),
    Niche.PHOTOGRAPHY: ("photography", "摄影", "拍照"),
    Niche.ART: ("art", "design", "艺术", "绘画", "设计"),
    Niche.CRAFTS: ("crafts", "diy", "手工", "手作"),
    Niche.OUTDOORS: ("outdoors", "hiking", "camping", "户外", "露营", "徒步"),
    Niche.WEDDING: ("wedding", "婚礼", "婚纱"),
    Niche.LIFE: ("lifestyle", "vlog", "生活", "日常"),
}
"""Words by which people name a niche in bios and exports. Latin words count only as whole words."""

MOST_NICHES = 5


def niches_named_in(text: str, most: int = MOST_NICHES) -> list[str]:
    """The niches that a text names, in the order in which it names them."""
    plain = unicodedata.normalize("NFKC", text).casefold()
    latin = "".join(letter if letter.isascii() and letter.isalnum() else " " for letter in plain)
    places: dict[Niche, int] = {}
    for niche, words in WORDS.items():
        found = [_place(word, plain, latin) for word in words]
        if known := [place for place in found if place >= 0]:
            places[niche] = min(known)
    return [niche.value for niche in sorted(places, key=lambda niche: places[niche])[:most]]


def _place(word: str, plain: str, latin: str) -> int:
    if not word.isascii():
        return plain.find(word)
    return f" {latin} ".find(f" {word} ")
