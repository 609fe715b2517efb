"""A small social platform on this machine: accounts, posts, pages for people and a partner API.

It plays Xiaohongshu, Douyin, Instagram, TikTok and YouTube over real HTTP, so that nobody needs an account
there to develop or to demonstrate. Start it with `python -m standins.platforms --port 8101 --data DIR`.
"""
