"""Characters that look like others, that cannot be seen, or that are the traditional form of a simplified one."""

LOOKALIKES: dict[str, str] = {
    # Cyrillic, Greek, Armenian, Latin small capitals and phonetic letters, by the Latin letter they are taken for.
    letter: latin
    for latin, letters in {
        "a": "аɑαᴀꓮ", "b": "ЬвʙƄᏏ", "c": "сϲᴄⅽ", "d": "ԁɗᴅⅾꓒ", "e": "еєᴇҽ", "f": "ғꜰϝ", "g": "ɡցɢ",
        "h": "һհʜ", "i": "іıɩɪι", "j": "јʝᴊ", "k": "кκᴋ", "l": "ⅼӏʟ", "m": "мᴍⅿ", "n": "ոпɴη", "o": "оοօᴏσ",
        "p": "рρᴘ", "q": "ԛզ", "r": "гʀᴦ", "s": "ѕꜱ", "t": "тτᴛ", "u": "υսᴜц", "v": "ѵνᴠ", "w": "ԝѡᴡ",
        "x": "хχ", "y": "уүγʏ", "z": "ᴢʐ",
    }.items()
    for letter in letters
}  # fmt: skip

INVISIBLE = frozenset(
    [*range(0x200B, 0x2010), *range(0x202A, 0x202F), *range(0x2060, 0x2070), *range(0xFE00, 0xFE10)]
    + [*range(0xE0000, 0xE0200), *range(0x180B, 0x1810)]
    + [0x00AD, 0x034F, 0x061C, 0x115F, 0x1160, 0x17B4, 0x17B5, 0x3164, 0xFEFF, 0xFFA0]
)
"""Code points a reader cannot see between two letters."""

BARS = {"ㅣ": "|", "丨": "|"}
"""A vowel and a stroke that people type for the bar between two words."""

FULL_WIDTH = range(0xFF00, 0xFFF0)
"""Wide forms: another width of the same letter, no disguise."""

# One below the other; a test tells which are missing when a pack or a lexicon uses a new character.
_TRADITIONAL = (
    "廣結暱萬與醜專業東絲兩個箇豐臨為爲舉麼麽義書買爭於虧亞產産親僅們價眾衆優會傳傷倫體傭脩兒兌黨關興養內軍沖衝況準減幾齣"
    "擊劃則剛創別彆製辦務動勵勞區醫韆昇陞華單佔卽捲廠厤曆歷壓厭釐參蔘雙發髮變隻檯臺颱號喫閤弔衕後獃員週嚥迴團糰園國"
    "圖場壞噓寫夥裝蟲峯屆葉墻牆壯聲處備復複奬獎妝婦媽嬰學寶實傢賓對導壽爾嘗嚐儘盡侷層屬嵗歲𡻕佈師帶蓆乾幹榦並併牀應開張彈強歸噹當彔"
    "錄録徹禦憂唸態總惱憊癒願戶纔託釦執掃摺護報擔擁攔擇掛擋據攝擺襬敎數斷旂無時顯闇麯麴朮術機殺權條來盃鬆闆極櫃査標"
    "欄樣檔樑夢檢樓櫥歡氣沒註測溫遊溼濕滿滅災點爛煙菸煩燒熱愛狀獨翫現電畫畵暢療瘡癥癢癡癬皺監眞碼確禮離種祕稱穢稅穩"
    "競筆簽籤簡類醣係繫緊紅約級紀純綫線練組細終紹經給絡絕絶統緩編網羣聯腸膚腎腫膽勝膠臟髒腦腳脫臉緻藝節範薦蕁葯藥獲"
    "穫營慮虛補錶見觀規視計討訓記許論設訪証證評識診詞試該語誤說説請諾課調談謂謝財貨質貧貶購貼費資賭賞賠賺賽讚贊贈贏"
    "趕車轉軟轟輕較輸闢辯邊達過運還這進遠遲適選遺遙鬱痠釋裏裡鑑鑒針鍼釣鈡鍾鐘鈅鑰錢鐵鉛銀鋪鏈銷鍋鎭鎮長閉問間悶閨閱"
    "閲隊陽際險難霧麪麫麵頁頂項順須鬚頑顧預領頸頻題顏顔額風飛飯飲餅舘館馬驅駐駕驗騎騙魚黃齡"
    "儲兇凍勁厲圍塗奧奪宮將幫廚廢從憑憶懶懼拋採損敵斬棄榮槍樹橋殘淨渾漲潛潤潰澆濃瀉煉煥燈爺瑪環瘍禿窮糾紋納綠續纏罷聞聰聽脈蓋"
    "蟎蟬襲覺訴詢詩話誇認誠誰誼諮講謹譜譽讓貓貴貸贅農違遷郵鄉錦鍛鍵門陰隨靈靜頭騷驚鮮鯉鹽麗齙龍"
    "鰲翹鐧"
)
_SIMPLIFIED = (
    "广结昵万与丑专业东丝两个个丰临为为举么么义书买争于亏亚产产亲仅们价众众优会传伤伦体佣修儿兑党关兴养内军冲冲况准减几出"
    "击划则刚创别别制办务动励劳区医千升升华单占即卷厂历历历压厌厘参参双发发变只台台台号吃合吊同后呆员周咽回团团园国"
    "图场坏嘘写伙装虫峰届叶墙墙壮声处备复复奖奖妆妇妈婴学宝实家宾对导寿尔尝尝尽尽局层属岁岁岁布师带席干干干并并床应开张弹强归当当录"
    "录录彻御忧念态总恼惫愈愿户才托扣执扫折护报担拥拦择挂挡据摄摆摆教数断旗无时显暗曲曲术术机杀权条来杯松板极柜查标"
    "栏样档梁梦检楼橱欢气没注测温游湿湿满灭灾点烂烟烟烦烧热爱状独玩现电画画畅疗疮症痒痴癣皱监真码确礼离种秘称秽税稳"
    "竞笔签签简类糖系系紧红约级纪纯线线练组细终绍经给络绝绝统缓编网群联肠肤肾肿胆胜胶脏脏脑脚脱脸致艺节范荐荨药药获"
    "获营虑虚补表见观规视计讨训记许论设访证证评识诊词试该语误说说请诺课调谈谓谢财货质贫贬购贴费资赌赏赔赚赛赞赞赠赢"
    "赶车转软轰轻较输辟辩边达过运还这进远迟适选遗遥郁酸释里里鉴鉴针针钓钟钟钟钥钥钱铁铅银铺链销锅镇镇长闭问间闷闺阅"
    "阅队阳际险难雾面面面页顶项顺须须顽顾预领颈频题颜颜额风飞饭饮饼馆馆马驱驻驾验骑骗鱼黄龄"
    "储凶冻劲厉围涂奥夺宫将帮厨废从凭忆懒惧抛采损敌斩弃荣枪树桥残净浑涨潜润溃浇浓泻炼焕灯爷玛环疡秃穷纠纹纳绿续缠罢闻聪听脉盖"
    "螨蝉袭觉诉询诗话夸认诚谁谊咨讲谨谱誉让猫贵贷赘农违迁邮乡锦锻键门阴随灵静头骚惊鲜鲤盐丽龅龙"
    "鳌翘锏"
)
TRADITIONAL: dict[str, str] = dict(zip(_TRADITIONAL, _SIMPLIFIED, strict=True))
"""Traditional character to its simplified form, for every character that a pack or a lexicon uses."""
