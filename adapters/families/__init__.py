"""A portal's lists → references to its reports. One file a content management system."""
