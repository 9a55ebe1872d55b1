AUTHOR = 'Mira Oduya'
SITENAME = 'Tide tables'
PATH = 'content'
