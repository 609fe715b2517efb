"""Every text of the pages in Chinese, and how amounts are written."""

LANGUAGES = ("en", "zh")

_NO_DECIMALS = frozenset(
    {"bif", "clp", "djf", "gnf", "jpy", "kmf", "krw", "mga", "pyg", "rwf", "vnd", "vuv", "xaf", "xpf"}
)
_THREE_DECIMALS = frozenset({"bhd", "jod", "kwd", "omr", "tnd"})
_SIGNS = {"usd": "$", "cny": "¥", "jpy": "¥", "eur": "€", "gbp": "£", "hkd": "HK$"}

CHINESE = {
    "Payments": "支付",
    "Skip to the content": "跳到正文",
    "A stand-in for demonstrations. No real money moves here.": "演示用的替身支付：这里没有真实资金流动。",
    "Pay %(amount)s": "支付 %(amount)s",
    "What you pay for": "付款内容",
    "Total": "合计",
    "How do you want to pay?": "请选择付款方式",
    "Card": "银行卡",
    "The payment succeeds at once.": "立即付款成功。",
    "Card that is declined": "会被拒付的银行卡",
    "Nothing is paid; you can try again.": "不会扣款，可以重试。",
    "Bank debit": "银行扣款",
    "The money arrives after some days.": "款项几天后到账。",
    "Bank debit that fails": "会失败的银行扣款",
    "It looks like a success, then comes back after some days.": "看似成功，几天后被退回。",
    "Card whose owner wants the money back": "持卡人会要求退回款项的银行卡",
    "It succeeds; some days later the bank opens a dispute.": "付款成功，几天后银行发起争议。",
    "Card that takes no refund": "无法退款的银行卡",
    "It succeeds; a refund comes back after some days.": "付款成功，但退款会在几天后被退回。",
    "Save a way to pay": "保存付款方式",
    "Saved": "已保存",
    "You pay with it whenever the shop asks.": "商户需要时即可用它付款。",
    "Card that is declined later": "之后会被拒付的银行卡",
    "It is saved; every payment is then declined.": "可以保存，但之后每次付款都会被拒。",
    "Card whose bank asks you every time": "每次都需要本人验证的银行卡",
    "It is saved; it does not pay while you are away.": "可以保存，但您不在场时无法付款。",
    "Cancel and go back": "取消并返回",
    "Choose how you want to pay.": "请选择一种付款方式。",
    "Your card was declined. Try another way to pay.": "银行卡被拒付，请换一种付款方式。",
    "There is a problem": "出现问题",
    "This payment is complete": "付款已完成",
    "Nothing more is to be paid here.": "这里没有需要支付的款项了。",
    "Go back to the shop": "返回商户",
    "This payment page has expired": "付款页面已过期",
    "Start again from the page you came from.": "请回到来源页面重新开始。",
    "Get ready to be paid": "完善收款信息",
    "For %(name)s": "账户：%(name)s",
    "Here the payment provider would ask who you are and where your money should go. This stand-in asks nothing: choose how it ends.": (
        "支付机构会在这里核实您的身份和收款账户。本替身不询问任何信息，请直接选择结果。"
    ),
    "Who you are": "您的身份",
    "Your bank account": "您的银行账户",
    "The provider's terms": "支付机构条款",
    "State now: %(state)s": "当前状态：%(state)s",
    "Finish": "完成",
    "You can be paid at once.": "立即可以收款。",
    "Hand in papers for a check": "提交材料等待审核",
    "You can be paid after a day.": "一天后可以收款。",
    "Leave for now": "暂时离开",
    "Nothing changes; you can come back later.": "不做更改，稍后可以再来。",
    "active": "可以收款",
    "pending": "审核中",
    "restricted": "信息不完整",
    "rejected": "已拒绝",
    "unsupported": "不支持",
    "not asked for": "未申请",
    "Balances": "余额",
    "Account": "账户",
    "State": "状态",
    "Available": "可用",
    "Pending": "待结算",
    "The platform": "平台",
    "Latest transfers": "最近转账",
    "No transfer yet.": "还没有转账。",
    "To": "收款方",
    "Amount": "金额",
    "Group": "分组",
    "Every sum adds up.": "所有金额核对一致。",
    "The sums do not add up.": "金额核对不一致。",
    "Events waiting for delivery: %(count)s": "等待投递的事件：%(count)s",
    "Not found": "找不到",
    "There is no such page; the link may be wrong or too old.": "没有这个页面，链接可能有误或已过期。",
}


def say(language: str, text: str, **values: object) -> str:
    """A text of the pages in the reader's language."""
    pattern = CHINESE[text] if language == "zh" else text
    return pattern % values if values else pattern


def amount(smallest_units: int, currency: str) -> str:
    """An amount for people, such as $1,234.50 USD."""
    decimals = 0 if currency in _NO_DECIMALS else 3 if currency in _THREE_DECIMALS else 2
    minus = "−" if smallest_units < 0 else ""
    number = f"{abs(smallest_units) / 10**decimals:,.{decimals}f}"
    return f"{minus}{_SIGNS.get(currency, '')}{number} {currency.upper()}"
